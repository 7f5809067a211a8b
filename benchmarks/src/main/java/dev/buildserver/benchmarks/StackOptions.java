package dev.buildserver.benchmarks;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a benchmark leaves what it makes. */
final class StackOptions {
    @Option(
            names = "--folder",
            description = "Data of the stack (default: a new temporary folder, deleted at the end)")
    private Path folder;

    @Option(names = "--json", description = "Write the report to this file.")
    private Path json;

    /** Null: a new temporary one. */
    Path folder() {
        return folder;
    }

    /** Null: none. */
    Path json() {
        return json;
    }
}
