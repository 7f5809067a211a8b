package dev.buildserver.standalone.up;

import dev.buildserver.standalone.folder.DataFolder;
import java.time.Duration;
import java.util.List;

/** What the user reads when a build could run. */
final class ReadyMessage {
    private static final double MILLIS = 1_000;

    private ReadyMessage() {}

    /**
     * @param how to end it, besides by {@code down}; such as {@code Ctrl-C, or }
     */
    static List<String> lines(DataFolder folder, String url, Duration took, String how) {
        return List.of(
                "",
                "BuildServer is ready: %s  (after %.1f s)".formatted(url, took.toMillis() / MILLIS),
                "  API      " + url + "/swagger-ui",
                "  tokens   " + folder.tokens() + "/{developer,buildmaster,admin}.jwt",
                "  logs     " + folder.logs(),
                "  to end   " + how + "./buildserver down --data-dir " + folder.root());
    }
}
