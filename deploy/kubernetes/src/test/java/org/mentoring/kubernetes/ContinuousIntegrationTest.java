package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** CI installs the tools that tests need before it runs them, whoever it runs as. */
class ContinuousIntegrationTest {

    private static final String INSTALL = "apt-get install -y -qq --no-install-recommends ";
    private static final String INSTALL_TOOLS =
            INSTALL + "kubernetes-client prometheus shellcheck nodejs npm postgresql-client jq";
    private static final String INSTALL_BROWSER = INSTALL + "chromium-headless-shell";
    private static final String RUN_TESTS = "platform test --all -Dsurefire.rerunFailingTestsCount=1";

    @TempDir
    private Path folder;

    @Test
    void installsToolsThatAreMissing() throws Exception {
        assertThat(run("0")).contains(INSTALL_TOOLS, INSTALL_BROWSER, RUN_TESTS);
    }

    @Test
    void installsThemWithSudo() throws Exception {
        tool("sudo", "shift && exec \"$@\"");

        assertThat(run("1001"))
                .contains(INSTALL_TOOLS, INSTALL_BROWSER, RUN_TESTS)
                .contains("sudo -n env DEBIAN_FRONTEND=noninteractive " + INSTALL_TOOLS);
    }

    @Test
    void installsNothingWithoutPermission() throws Exception {
        tool("sudo", "exit 1");

        assertThat(run("1001")).contains(RUN_TESTS).noneMatch(call -> call.startsWith("apt-get"));
    }

    /** Runs it with only these tools, and tells what each of them was asked. */
    private List<String> run(String user) throws IOException, InterruptedException {
        tool("id", "echo " + user);
        tool("apt-get", "");
        for (var tool : List.of("dirname", "env", "true")) {
            Files.copy(Path.of("/usr/bin", tool), folder.resolve(tool), StandardCopyOption.COPY_ATTRIBUTES);
        }
        var repository = Files.createDirectories(folder.resolve("repository/.ci"));
        var script = Files.copy(Installation.REPOSITORY.resolve(".ci/run"), repository.resolve("run"));
        tool("repository/platform", "");
        var builder = new ProcessBuilder("/bin/bash", script.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("PATH", folder.toString());
        builder.environment().put("CALLS", folder.resolve("calls").toString());
        builder.environment().remove("CHROMIUM");
        var running = builder.start();
        assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
        return calls();
    }

    private List<String> calls() throws IOException {
        return Files.readAllLines(folder.resolve("calls"));
    }

    private void tool(String name, String does) throws IOException {
        var file = folder.resolve(name);
        Files.writeString(file, "#!/bin/bash\necho \"" + file.getFileName() + " $*\" >> \"$CALLS\"\n" + does + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
