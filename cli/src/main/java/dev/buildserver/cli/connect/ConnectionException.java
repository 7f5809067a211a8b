package dev.buildserver.cli.connect;

/** What the caller gave, or what lies in the working folder, does not lead to a server. */
public final class ConnectionException extends RuntimeException {
    ConnectionException(String message) {
        super(message);
    }
}
