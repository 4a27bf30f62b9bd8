package org.mentoring.kit.security;

import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.mentoring.kit.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClosedAccountsTest {

    private final ClosedAccounts accounts = new ClosedAccounts();
    private final UUID person = UUID.randomUUID();

    @Test
    void keepAnAccountThatIsClosedDuringARefresh() {
        accounts.add(person);
        accounts.replaceWith(Set.of());
        assertThatThrownBy(() -> accounts.requireOpen(person)).isInstanceOf(ProblemException.class);

        accounts.replaceWith(Set.of(person));
        assertThatThrownBy(() -> accounts.requireOpen(person)).isInstanceOf(ProblemException.class);

        accounts.replaceWith(Set.of());
        assertThatCode(() -> accounts.requireOpen(person)).doesNotThrowAnyException();
    }
}
