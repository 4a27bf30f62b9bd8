package org.mentoring.notification;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.test.HouseRules;

class ArchitectureTest {

    @Test
    void keepsTheRulesOfTheHouse() {
        HouseRules.check("org.mentoring.notification");
    }
}
