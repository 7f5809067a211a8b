package dev.buildserver.e2e.stack;

import dev.buildserver.embedded.cache.FolderTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one stack that all of them share; it ends with the last test. */
public final class RunningStack implements ParameterResolver {
    /** Lock of tests that hold an agent for long, or need all of them. */
    public static final String ALL_AGENTS = "all agents";

    /** Order of test classes that wait for long while others run. */
    public static final int FIRST = 1;

    /** Order of test classes that hold {@link #ALL_AGENTS}: nobody is to wait for the lock. */
    public static final int LATE = Integer.MAX_VALUE - 1;

    /** Order of test classes that keep all processors busy, when other modules have ended. */
    public static final int LAST = Integer.MAX_VALUE;

    /** What lives as long as the tests run. */
    private record Shared(Stack stack, TraceCollector traces, Path folder)
            implements AutoCloseable {
        @Override
        public void close() throws IOException {
            stack.close();
            traces.close();
            keepLogs();
            FolderTree.delete(folder);
        }

        /** For whoever looks for the cause of a failure. */
        private void keepLogs() throws IOException {
            Path kept = Files.createDirectories(Path.of("target/stack-logs"));
            try (Stream<Path> logs = Files.list(folder.resolve("data/logs"))) {
                for (Path log : logs.filter(Files::isRegularFile).toList()) {
                    Files.copy(
                            log,
                            kept.resolve(log.getFileName()),
                            StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Stack.class || type == TraceCollector.class || type == Api.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Shared shared =
                context.getRoot()
                        .getStore(ExtensionContext.Namespace.create(RunningStack.class))
                        .computeIfAbsent("stack", key -> start(), Shared.class);
        Class<?> type = parameter.getParameter().getType();
        if (type == TraceCollector.class) {
            return shared.traces();
        }
        return type == Api.class ? new Api(shared.stack()) : shared.stack();
    }

    private static Shared start() {
        try {
            TraceCollector traces = TraceCollector.start();
            Path folder = Files.createTempDirectory("buildserver-e2e-");
            Stack stack =
                    Stack.start(
                            folder,
                            2,
                            Map.of(
                                    // Longer than agents wait for the next build of a test.
                                    "BUILDSERVER_AGENT_VERIFICATION_IDLE_FOR", "PT15S",
                                    "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT", traces.url(),
                                    "QUARKUS_OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                                    "QUARKUS_OTEL_BSP_SCHEDULE_DELAY", "200ms"));
            return new Shared(stack, traces, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
