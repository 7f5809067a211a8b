package dev.buildserver.agent.execute;

import dev.buildserver.agent.process.Command;
import dev.buildserver.agent.sandbox.Sandbox;
import dev.buildserver.agent.sandbox.SandboxPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where an attempt's processes run, and how they see the attempt's files. */
sealed interface Enclosure {
    /** The variables of all processes. */
    Map<String, String> environment();

    /** A file of this machine as processes see it. */
    String inside(Path file);

    /** A file that processes named. */
    Path outside(Path file);

    /** A program with its arguments, as a process of this machine. */
    Command enter(Path directory, List<String> words) throws IOException;

    /** None: processes see what the agent sees. */
    record Open(Map<String, String> environment) implements Enclosure {
        @Override
        public String inside(Path file) {
            return file.toString();
        }

        @Override
        public Path outside(Path file) {
            return file;
        }

        @Override
        public Command enter(Path directory, List<String> words) {
            return new Command(words, directory, environment);
        }
    }

    /**
     * A sandbox, in which everything has its fixed place.
     *
     * @param plan without network
     * @param image names what it shows besides the attempt's own files and packages
     */
    record Closed(Sandbox sandbox, SandboxPlan plan, String image) implements Enclosure {
        @Override
        public Map<String, String> environment() {
            return plan.environment();
        }

        @Override
        public String inside(Path file) {
            return plan.inside(file)
                    .orElseThrow(
                            () -> new IllegalArgumentException(file + " is not in the sandbox"));
        }

        @Override
        public Path outside(Path file) {
            return plan.host(file.toString()).orElse(file);
        }

        @Override
        public Command enter(Path directory, List<String> words) throws IOException {
            return sandbox.wrap(plan.online(), inside(directory), words);
        }

        /** The file of a package that processes see in one of their two folders of packages. */
        Optional<Path> packageFile(String inside) {
            String shared =
                    inside.startsWith(SandboxPlan.PACKAGES + "/")
                            ? SandboxPlan.SHARED_PACKAGES
                                    + inside.substring(SandboxPlan.PACKAGES.length())
                            : inside;
            if (!shared.startsWith(SandboxPlan.SHARED_PACKAGES + "/")) {
                return Optional.empty();
            }
            // The attempt's own folder has links to the shared one, which lead nowhere out here.
            return plan.host(inside).filter(Files::exists).or(() -> plan.host(shared));
        }

        /**
         * The same with a trace of file accesses.
         *
         * @param more variables, where they are not set
         */
        Command enter(
                Path directory,
                List<String> words,
                Path trace,
                boolean network,
                Map<String, String> more)
                throws IOException {
            SandboxPlan traced = plan.tracedTo(trace).and(more);
            return sandbox.wrap(network ? traced.online() : traced, inside(directory), words);
        }
    }
}
