package dev.buildserver.standalone.demo;

import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.folder.RunRecord;
import dev.buildserver.standalone.sdk.DotnetSdk;
import dev.buildserver.standalone.service.RepositoryAccess;
import dev.buildserver.standalone.service.ServiceLaunch;
import dev.buildserver.standalone.stack.Stack;
import dev.buildserver.standalone.stack.StackPlan;
import dev.buildserver.standalone.stack.TrialSetup;
import dev.buildserver.standalone.up.Detached;
import dev.buildserver.standalone.up.LibraryLogs;
import dev.buildserver.standalone.up.UpOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * A stack for the demo alone, on free ports.
 *
 * @param stack empty when it runs in a process of its own, and stays
 */
record DemoStack(String url, Optional<Stack> stack) implements AutoCloseable {
    private static final int AGENTS = 1;
    private static final int ANY_PORT = 0;

    /** Ends with this JVM, or before. */
    static DemoStack here(
            DataFolder folder,
            ServiceLaunch launch,
            Path repositories,
            DotnetSdk sdk,
            Journal journal) {
        LibraryLogs.into(folder.log("s3"));
        StackPlan plan =
                new StackPlan(
                        folder,
                        launch,
                        ANY_PORT,
                        AGENTS,
                        new RepositoryAccess(List.of(repositories)),
                        TrialSetup.NONE);
        Stack stack = new Stack(plan, journal, InstantSource.system());
        try {
            return new DemoStack(stack.start(sdk), Optional.of(stack));
        } catch (RuntimeException e) {
            stack.close();
            throw e;
        }
    }

    /** Stays until {@code down}. */
    static DemoStack staying(DataFolder folder, Path repositories, Journal journal)
            throws IOException {
        UpOptions options =
                new UpOptions(AGENTS, ANY_PORT, List.of(repositories), Optional.empty());
        int status = new Detached(folder, journal).run(options);
        String url = folder.runRecord().map(RunRecord::url).orElse(null);
        if (status != 0 || url == null) {
            throw new LauncherException("The stack does not start; see " + folder.logs());
        }
        return new DemoStack(url, Optional.empty());
    }

    @Override
    public void close() {
        stack.ifPresent(Stack::close);
    }
}
