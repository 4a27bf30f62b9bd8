package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RealmImportTest {

    private static final String AGAIN = "./mvnw -pl deploy/kubernetes -am test -Dtest=RealmImportTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Drealm.write=true";

    @Test
    void productionImportsTheRealmThatThePlatformRunsWithLocally() throws IOException {
        var made = RealmImport.make();
        if (Boolean.getBoolean("realm.write")) {
            Files.writeString(RealmImport.MADE, made);
        }
        assertThat(Files.readString(RealmImport.MADE))
                .as("%s is out of date; make it anew with: %s", RealmImport.MADE, AGAIN)
                .isEqualTo(made);
    }
}
