package dev.buildserver.storage;

import java.io.IOException;

/** Content is not that of its digest, found when its end was reached. */
public final class ContentMismatchException extends IOException {
    ContentMismatchException(String message) {
        super(message);
    }
}
