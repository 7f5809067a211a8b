package dev.buildserver.cli.client;

/** A file could not be had whole and unchanged. Nothing was left under its final name. */
public final class DownloadFailedException extends ClientException {
    DownloadFailedException(String message) {
        super(message, null);
    }

    DownloadFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
