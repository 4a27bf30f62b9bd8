package org.mentoring.user;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.ArchitectureRules;

class ArchitectureTest {

    @Test
    void keepsTheArchitectureRules() {
        ArchitectureRules.check("org.mentoring.user", "name_part", "name_parts");
    }
}
