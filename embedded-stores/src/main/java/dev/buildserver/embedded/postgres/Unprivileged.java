package dev.buildserver.embedded.postgres;

import dev.buildserver.embedded.StoreStartException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How to run a program that refuses to run as root. */
final class Unprivileged {
    private static final long TRIAL_SECONDS = 5;

    private Unprivileged() {}

    /**
     * Words to put before the command: nothing for ordinary users. For root, a user namespace
     * without a mapping: the process sees itself as "nobody" and has no privilege, yet its files
     * stay root's.
     *
     * @throws StoreStartException when this is root and the machine allows no user namespaces
     */
    static List<String> prefix() {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        if (!succeeds(List.of("unshare", "-U", "true"))) {
            throw new StoreStartException(
                    "PostgreSQL refuses to run as root, and root may not make user namespaces here"
                            + " (unshare -U fails): run this as another user");
        }
        return List.of("unshare", "-U");
    }

    private static boolean succeeds(List<String> command) {
        try {
            Process trial =
                    new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = trial.waitFor(TRIAL_SECONDS, TimeUnit.SECONDS);
            trial.destroyForcibly();
            return ended && trial.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
