package org.mentoring.local.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** Generated passwords, stored in a file that only its owner can read. */
public final class Secrets {

    private static final int BYTES = 24;

    private final Path file;
    private final Properties known = new Properties();

    public Secrets(Path file) throws IOException {
        this.file = file;
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
    }

    /** The secret of that name, generated when it is first requested. */
    public synchronized String get(String name) throws IOException {
        var secret = known.getProperty(name);
        if (secret != null) {
            return secret;
        }
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var made = HexFormat.of().formatHex(random);
        known.setProperty(name, made);
        save();
        return made;
    }

    /** Replaces the file as a whole, so that a full disk takes none of those that are in use. */
    private void save() throws IOException {
        Files.createDirectories(file.getParent());
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.deleteIfExists(next);
        Files.createFile(next, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (var writer = Files.newBufferedWriter(next)) {
            known.store(writer, "Passwords of the local platform alone");
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
