package dev.buildserver.agent.trace;

import dev.buildserver.agent.trace.TraceReader.DamagedTraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The file into which traced processes write. Beside it is a small one that says that nothing was
 * lost: the tracer empties it when it could not write a record.
 */
public final class TraceFile {
    private static final String INTACT = ".intact";

    private TraceFile() {}

    /** Makes an empty trace, and what has to be beside it. */
    public static Path create(Path file) throws IOException {
        Files.write(file, new byte[0]);
        Files.writeString(intact(file), "intact\n");
        return file;
    }

    /** The file that says whether the trace is whole. */
    public static Path intact(Path file) {
        return file.resolveSibling(file.getFileName() + INTACT);
    }

    /**
     * Reads what was reached for, in the order in which it was. To be called when all processes
     * have ended.
     *
     * @return why the trace is not to be trusted; empty if it is whole
     */
    public static Optional<String> read(Path file, Consumer<Access> accesses) throws IOException {
        return records(
                file,
                record -> {
                    if (!record.kind().ofProcesses()) {
                        accesses.accept(record.access());
                    }
                });
    }

    static Optional<String> records(Path file, Consumer<TraceRecord> records) throws IOException {
        SequenceCheck check = new SequenceCheck();
        try (InputStream in = Files.newInputStream(file)) {
            TraceReader reader = new TraceReader(in);
            for (TraceRecord record = reader.next(); record != null; record = reader.next()) {
                check.accept(record);
                records.accept(record);
            }
        } catch (DamagedTraceException e) {
            return e.reason();
        }
        Path intact = intact(file);
        if (!Files.exists(intact) || Files.size(intact) == 0) {
            return Optional.of("the tracer could not write all of it");
        }
        return check.gap();
    }
}
