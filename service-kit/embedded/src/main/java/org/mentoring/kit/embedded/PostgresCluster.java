package org.mentoring.kit.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A PostgreSQL server on this machine, reachable from this machine alone.
 *
 * <p>PostgreSQL refuses to run as root; started by root it runs in a user namespace, in which the user is not root.
 */
public final class PostgresCluster {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int OWNER_EXECUTES = 0100;

    private final Path binaries;
    private final Path data;
    private final int port;

    /**
     * @param binaries as {@link #unpackBinaries} answered
     * @param data the data directory; made by {@link #initialise}
     */
    public PostgresCluster(Path binaries, Path data, int port) {
        this.binaries = binaries.toAbsolutePath();
        this.data = data.toAbsolutePath();
        this.port = port;
    }

    /**
     * Unpacks the server once for each version; several processes may do so at the same time.
     *
     * @param cache where unpacked versions are kept
     */
    public static Path unpackBinaries(Path cache) {
        var target = cache.toAbsolutePath().resolve("postgresql-" + version());
        if (Files.isDirectory(target)) {
            return target;
        }
        try {
            Files.createDirectories(cache);
            var unpacked = Files.createTempDirectory(cache.toAbsolutePath(), "postgresql-");
            try {
                Files.setPosixFilePermissions(unpacked, PosixFilePermissions.fromString("rwxr-xr-x"));
                unpack(unpacked);
                for (var program : List.of("initdb", "postgres")) {
                    Commands.awaitExecutable(unpacked.resolve("bin").resolve(program));
                }
                Commands.moveUnlessThere(unpacked, target);
            } finally {
                Folders.delete(unpacked);
            }
            return target;
        } catch (IOException e) {
            throw new PartFailedException("PostgreSQL could not be unpacked into " + cache + ": " + e, e);
        }
    }

    /** Makes the data directory unless it is there already, under another name: a killed initdb leaves half of one. */
    public void initialise(String superuser, String password) {
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        var unfinished = data.resolveSibling(data.getFileName() + ".unfinished");
        try {
            Files.createDirectories(data.getParent());
            Folders.delete(unfinished);
            var secret = Files.createTempFile(data.getParent(), "initdb", ".secret");
            try {
                Files.writeString(secret, password);
                Commands.run(
                        "initdb",
                        data.getParent(),
                        unprivileged(List.of(
                                binaries.resolve("bin/initdb").toString(),
                                "--pgdata=" + unfinished,
                                "--username=" + superuser,
                                "--pwfile=" + secret,
                                "--auth=scram-sha-256",
                                "--encoding=UTF8",
                                "--locale-provider=builtin",
                                "--locale=C.UTF-8")));
            } finally {
                Files.deleteIfExists(secret);
            }
            Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param settings of postgresql.conf, beside those that a server on this machine needs
     */
    public Launch launch(Map<String, String> settings) {
        var all = new HashMap<>(settings);
        all.put("port", Integer.toString(port));
        all.put("listen_addresses", "localhost");
        all.put("unix_socket_directories", "");
        var command = new ArrayList<>(
                unprivileged(List.of(binaries.resolve("bin/postgres").toString(), "-D", data.toString())));
        all.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return new Launch("PostgreSQL", command, Map.of(), data.getParent());
    }

    /** Whether the server takes connections; it may still be recovering. */
    public boolean ready() {
        return Commands.listens(port);
    }

    private static List<String> unprivileged(List<String> command) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return command;
        }
        var wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }

    private static void unpack(Path target) throws IOException {
        try (var resource = PostgresCluster.class.getResourceAsStream(ARCHIVE)) {
            if (resource == null) {
                throw new PartFailedException(
                        "There is no PostgreSQL for this kind of machine; only Linux on x86-64 has one.");
            }
            try (var tar = new TarArchiveInputStream(new XZCompressorInputStream(resource))) {
                for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    var file = target.resolve(entry.getName()).normalize();
                    if (!file.startsWith(target)) {
                        throw new IOException("The archive reaches outside: " + entry.getName());
                    }
                    if (entry.isDirectory()) {
                        Files.createDirectories(file);
                    } else if (entry.isSymbolicLink()) {
                        Files.createDirectories(file.getParent());
                        Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                    } else {
                        Files.createDirectories(file.getParent());
                        Files.copy(tar, file);
                        if ((entry.getMode() & OWNER_EXECUTES) != 0) {
                            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
                        }
                    }
                }
            }
        }
    }

    private static String version() {
        var archive = PostgresCluster.class.getResource(ARCHIVE);
        var name = archive == null ? "" : archive.toString().replaceAll(".*-(\\d+(?:\\.\\d+)+)\\.jar!.*", "$1");
        return name.matches("\\d+(\\.\\d+)+") ? name : "bundled";
    }
}
