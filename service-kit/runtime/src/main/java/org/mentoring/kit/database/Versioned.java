package org.mentoring.kit.database;

import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Version;

/** A row with a version, the ETag of what it is shown as, which every change raises. */
@MappedSuperclass
public abstract class Versioned {

    @Version
    private long version = 1;

    public long version() {
        return version;
    }
}
