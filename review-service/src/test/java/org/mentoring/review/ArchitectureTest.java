package org.mentoring.review;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("org.mentoring.review");
    }
}
