package dev.buildserver.standalone.stack;

import dev.buildserver.embedded.process.TiedCommand;
import dev.buildserver.embedded.process.TiedProcess;
import dev.buildserver.standalone.service.ServiceKind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One start of a service process, and what its log said since.
 *
 * @param logFrom length of the log before, bytes
 */
record ServiceStart(
        ServiceKind kind,
        String name,
        TiedCommand command,
        int managementPort,
        TiedProcess process,
        long logFrom) {
    private static final long LARGE_LOG_BYTES = 16L << 20;
    private static final int QUOTED_LINES = 8;
    private static final Pattern FRAME = Pattern.compile("\\s*(at |\\.\\.\\. \\d+ more|$)");
    private static final List<String> PORT_TAKEN =
            List.of("already bound", "Address already in use", "QuarkusBindException");

    static ServiceStart of(ServiceKind kind, String name, TiedCommand command, int managementPort)
            throws IOException {
        setAsideLargeLog(command.log());
        long logFrom = Files.exists(command.log()) ? Files.size(command.log()) : 0;
        return new ServiceStart(
                kind, name, command, managementPort, TiedProcess.start(command), logFrom);
    }

    boolean isAgent() {
        return kind == ServiceKind.AGENT;
    }

    /** Whether it ended because somebody else was faster to take one of its ports. */
    boolean foundItsPortTaken() throws IOException {
        String said = said();
        return !process.isAlive() && PORT_TAKEN.stream().anyMatch(said::contains);
    }

    /** The last lines of what it said; of stack traces, the messages. */
    String lastWords() throws IOException {
        List<String> lines =
                said().lines().filter(line -> !FRAME.matcher(line).lookingAt()).toList();
        return lines.stream()
                .skip(Math.max(0, lines.size() - QUOTED_LINES))
                .collect(Collectors.joining("\n  ", "\n  ", "\n  (" + log() + ")"));
    }

    private static void setAsideLargeLog(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LARGE_LOG_BYTES) {
            Files.move(
                    log,
                    log.resolveSibling(log.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private Path log() {
        return command.log();
    }

    private String said() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            file.seek(logFrom);
            byte[] bytes = new byte[(int) Math.min(file.length() - logFrom, 1 << 20)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
