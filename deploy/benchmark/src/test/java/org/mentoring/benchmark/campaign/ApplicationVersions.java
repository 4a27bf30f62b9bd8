package org.mentoring.benchmark.campaign;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.mentoring.local.platform.PlatformPaths;
import org.mentoring.local.platform.Ports;

/** A directory that looks like a repository: each application is of the version that was chosen last, everything else is today's. */
final class ApplicationVersions {

    private final Path folder;

    ApplicationVersions(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        link("deploy", Baseline.REPOSITORY.resolve("deploy"));
    }

    Path folder() {
        return folder;
    }

    void useAll(Path version) throws IOException {
        for (var application : Ports.APPLICATIONS) {
            use(application, version);
        }
    }

    /** @param version the directory of a repository, or one with its applications alone */
    void use(String application, Path version) throws IOException {
        var module = PlatformPaths.module(application);
        link(module, version.resolve(module));
    }

    private void link(String name, Path target) throws IOException {
        var link = folder.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, target);
    }
}
