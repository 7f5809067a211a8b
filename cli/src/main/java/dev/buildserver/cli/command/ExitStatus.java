package dev.buildserver.cli.command;

/** Exit statuses: a contract that scripts rely on. */
public final class ExitStatus {
    /** Done; for a build that was waited for: it succeeded. */
    public static final int OK = 0;

    /** The build failed or was cancelled, or a download did not arrive unchanged. */
    public static final int FAILED = 1;

    /** The command line is wrong. */
    public static final int USAGE = 2;

    /** No usable answer from the server. */
    public static final int UNREACHABLE = 3;

    /** The server refused the request. */
    public static final int REFUSED = 4;

    private ExitStatus() {}
}
