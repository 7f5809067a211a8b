package dev.buildserver.storage;

import java.io.IOException;

/** The store took a request and said no. */
final class RefusedException extends IOException {
    private final int status;

    RefusedException(int status) {
        super("The store answered PUT with " + status);
        this.status = status;
    }

    /** HTTP status, such as 403 for credentials and 507 for a full disk. */
    int status() {
        return status;
    }
}
