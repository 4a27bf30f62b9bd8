package org.mentoring.kubernetes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.mentoring.kit.embedded.Folders;
import org.mentoring.kit.embedded.PostgresCluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mentoring.kubernetes.Resource.each;

/** A PostgreSQL with a self-signed certificate, on which databases are made as the operator makes them from a Cluster. */
final class DatabaseServer implements AutoCloseable {

    private static final String SUPERUSER = "postgres";
    private static final char[] STORE_PASSWORD = "changeit".toCharArray();

    private final Path folder;
    private final int port;
    private final Process process;

    DatabaseServer(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        makeCertificate();
        var binaries = PostgresCluster.unpackBinaries(Folders.sharedCache());
        var cluster = new PostgresCluster(binaries, folder.resolve("data"), port);
        cluster.initialise(SUPERUSER, SUPERUSER);
        process = cluster.launch(Map.of(
                        "ssl",
                        "on",
                        "ssl_cert_file",
                        authority().toString(),
                        "ssl_key_file",
                        folder.resolve("server.key").toString(),
                        "fsync",
                        "off"))
                .start(folder.resolve("postgres.log"));
        await().atMost(Duration.ofMinutes(2)).failFast(() -> !process.isAlive()).until(cluster::ready);
    }

    /** The file with the certificate that the server's is signed by: its own. */
    Path authority() {
        return folder.resolve("server.crt");
    }

    /** The same certificate in the names that a pod's has, for a service that runs beside. */
    Path certificates() {
        return folder.resolve("certificates");
    }

    /** Trusts that certificate and no other. */
    SSLContext trusted() throws GeneralSecurityException, IOException {
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        var store = KeyStore.getInstance(folder.resolve("server.p12").toFile(), STORE_PASSWORD);
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("server", store.getCertificate("server"));
        managers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    int port() {
        return port;
    }

    /** What the operator does: the owner and the database, the statements of the manifest, then the other roles' logins. */
    void make(Resource cluster, String password) throws SQLException {
        var first = cluster.spec().path("bootstrap").path("initdb");
        var database = first.path("database").asText();
        var owner = first.path("owner").asText();
        try (var connection = connect("postgres");
                var statement = connection.createStatement()) {
            statement.execute("CREATE ROLE \"" + owner + "\" LOGIN PASSWORD '" + password + "'");
            statement.execute("CREATE DATABASE \"" + database + "\" OWNER \"" + owner + "\"");
        }
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            for (var sql : each(first.path("postInitApplicationSQL")).toList()) {
                statement.execute(sql.asText());
            }
            for (var role : cluster.spec().path("managed").path("roles")) {
                statement.execute(
                        "ALTER ROLE \"" + role.path("name").asText() + "\" LOGIN PASSWORD '" + password + "'");
            }
        }
    }

    void execute(String database, String sql) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    boolean ask(String database, String question) throws SQLException {
        try (var connection = connect(database);
                var statement = connection.createStatement();
                var answer = statement.executeQuery("SELECT " + question)) {
            return answer.next() && answer.getBoolean(1);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + port + "/" + database + "?sslmode=disable", SUPERUSER, SUPERUSER);
    }

    private void makeCertificate() throws IOException, GeneralSecurityException, InterruptedException {
        var store = folder.resolve("server.p12");
        var made = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(STORE_PASSWORD))
                .inheritIO()
                .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD);
        Files.createDirectories(certificates());
        write(
                "certificates/tls.crt",
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        write(
                "certificates/ca.crt",
                "CERTIFICATE",
                keys.getCertificate("server").getEncoded());
        write(
                "certificates/tls.key",
                "PRIVATE KEY",
                keys.getKey("server", STORE_PASSWORD).getEncoded());
        write("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        write("server.key", "PRIVATE KEY", keys.getKey("server", STORE_PASSWORD).getEncoded());
    }

    private void write(String file, String what, byte[] content) throws IOException {
        var text = "-----BEGIN " + what + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + what
                + "-----\n";
        Files.writeString(folder.resolve(file), text);
        Files.setPosixFilePermissions(folder.resolve(file), PosixFilePermissions.fromString("rw-------"));
    }
}
