package org.mentoring.kit.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** A certificate of a host, which is its own authority. */
final class TestCertificate {

    private static final String ALIAS = "server";
    private static final String PASSWORD = "secret";

    private final SSLContext context;
    private final Path pem;

    private TestCertificate(SSLContext context, Path pem) {
        this.context = context;
        this.pem = pem;
    }

    /** Makes a new one; only the JDK's tool signs certificates without a library for it. */
    static TestCertificate make(String host) {
        try {
            var directory = Parts.scratch("certificate");
            var store = directory.resolve("server.p12");
            keytool(
                    directory,
                    List.of(
                            "-genkeypair",
                            "-alias",
                            ALIAS,
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=" + host,
                            "-ext",
                            "SAN=dns:" + host,
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD));
            var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
            return new TestCertificate(context(keys), pem(keys, directory.resolve("authority.pem")));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The certificate for the tests could not be made", e);
        }
    }

    /** For the server. */
    SSLContext context() {
        return context;
    }

    /** For clients: the file with the authority. */
    Path pem() {
        return pem;
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD.toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private static Path pem(KeyStore keys, Path file) throws IOException, GeneralSecurityException {
        var certificate = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII))
                .encodeToString(keys.getCertificate(ALIAS).getEncoded());
        return Files.writeString(file, "-----BEGIN CERTIFICATE-----\n" + certificate + "\n-----END CERTIFICATE-----\n");
    }

    private static void keytool(Path directory, List<String> arguments) throws IOException {
        var log = directory.resolve("keytool.log").toFile();
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-J-XX:TieredStopAtLevel=1"));
        command.addAll(arguments);
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("keytool failed, see " + log);
        }
    }
}
