package org.mentoring.local;

import io.vertx.core.http.HttpServerOptions;

/** Options of the HTTP servers of this module. */
public final class PlainHttp {

    private PlainHttp() {}

    /**
     * HTTP/1.1 only. A client that asks to go on with HTTP/2 in clear text, as Java's does by itself, is sent what it
     * asked for right behind the upgrade, and loses a part of it, or waits forever, when that is longer than its buffers.
     */
    public static HttpServerOptions options() {
        return new HttpServerOptions().setHttp2ClearTextEnabled(false);
    }
}
