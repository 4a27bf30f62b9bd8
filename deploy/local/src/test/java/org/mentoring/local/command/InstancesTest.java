package org.mentoring.local.command;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class InstancesTest {

    @TempDir
    Path directory;

    @Test
    void temporaryInstancesEndEvenIfTheGatewayIsUnreachable() throws Exception {
        var nobodyListens = new Ports(Ports.free() - new Ports(0).gatewayManagement());
        var instances = new Instances(new PlatformPaths(directory, directory, nobodyListens));
        var temporary = new ProcessBuilder("sleep", "600").start();
        try {
            assertThatExceptionOfType(CommandFailedException.class)
                    .isThrownBy(() -> instances.routeBackAndEnd("booking", List.of(temporary)))
                    .withMessageStartingWith("The gateway cannot be reached");
            assertThat(temporary.isAlive()).isFalse();
        } finally {
            temporary.destroyForcibly();
        }
    }
}
