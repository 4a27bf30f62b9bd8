package org.mentoring.local.command;

import java.util.Locale;

import org.mentoring.local.platform.Ports;
import org.mentoring.local.supervisor.PlatformState;

/** Prints the addresses and logins of a running platform. */
final class Summary {

    private Summary() {}

    static void print(Ports ports, PlatformState state) {
        System.out.printf("""

                  Web       http://localhost:%d
                  API       http://localhost:%d/api/v1
                  Docs      http://localhost:%d/docs/
                  Mail      http://localhost:%d
                  Keycloak  http://localhost:%d  (realm mentoring; console: admin / admin)

                  Logins (password = user name): admin · mentors ada, grace, alan · mentees linus, margaret, ken

                """, ports.gateway(), ports.gateway(), ports.gateway(), ports.mailPage(), ports.keycloak());
        System.out.println("ready in " + String.format(Locale.ROOT, "%.1f", state.seconds()) + " s");
    }
}
