package dev.buildserver.standalone.folder;

/** Something that the user must know or change; the message is all they see. */
public final class LauncherException extends RuntimeException {
    public LauncherException(String message) {
        super(message);
    }

    public LauncherException(String message, Throwable cause) {
        super(message, cause);
    }
}
