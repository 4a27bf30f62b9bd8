package org.mentoring.local.docs;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.FileSystemAccess;
import io.vertx.ext.web.handler.StaticHandler;
import org.mentoring.local.PlainHttp;

/** Serves the pages on the contracts. Settings: {@code DOCS_PORT} (8086), {@code DOCS_DIRECTORY} with the pages. */
public final class DocsPages {

    /** What the API reference needs; each page allows itself less. */
    public static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
                    + "connect-src 'self' http://localhost:*; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    private DocsPages() {}

    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        var router = Router.router(vertx);
        router.route().handler(request -> {
            request.response().putHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            request.next();
        });
        // The router takes the one for the other, and would lead from the one to itself.
        router.get("/docs").handler(request -> {
            if (request.request().path().endsWith("/")) {
                request.next();
            } else {
                request.redirect("/docs/");
            }
        });
        router.get()
                .handler(StaticHandler.create(FileSystemAccess.ROOT, System.getenv("DOCS_DIRECTORY"))
                        .setCachingEnabled(false));
        vertx.createHttpServer(PlainHttp.options())
                .requestHandler(router)
                .listen(Integer.parseInt(System.getenv().getOrDefault("DOCS_PORT", "8086")), "127.0.0.1")
                .onSuccess(server -> System.out.println("The pages are on port " + server.actualPort()))
                .onFailure(e -> {
                    System.err.println("The pages cannot be served: " + e.getMessage());
                    System.exit(1);
                });
    }
}
