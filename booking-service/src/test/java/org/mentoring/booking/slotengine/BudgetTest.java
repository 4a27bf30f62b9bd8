package org.mentoring.booking.slotengine;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BudgetTest {

    @Test
    void refusesMoreThanThereIs() {
        var budget = Budget.forSaving();
        assertThatCode(() -> budget.spend(99_999)).doesNotThrowAnyException();
        assertThatCode(() -> budget.spend(1)).doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.spend(1)).isInstanceOf(ScheduleTooComplexException.class);
    }

    @Test
    void permitsTwiceAsMuchForReading() {
        assertThatCode(() -> Budget.forReading().spend(200_000)).doesNotThrowAnyException();
        assertThatThrownBy(() -> Budget.forReading().spend(200_001)).isInstanceOf(ScheduleTooComplexException.class);
    }
}
