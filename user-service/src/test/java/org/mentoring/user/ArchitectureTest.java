package org.mentoring.user;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.HouseRules;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("org.mentoring.user", "name_part", "name_parts");
    }
}
