package org.mentoring.notification.message;

import java.net.URI;
import java.util.UUID;

/** Where a recipient turns a kind of mail off with one click and without signing in (RFC 8058). */
public interface UnsubscribeLinks {

    /** An address that POST turns the kind off at, and GET asks whether to; it is only asked for where a kind is optional. */
    URI to(UUID recipient, Kind kind);
}
