package dev.buildserver.standalone.folder;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --data-dir}, the same for all commands. */
public final class DataFolderOption {
    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".buildserver",
            description = "Where everything is kept (default: ${DEFAULT-VALUE}).")
    private Path root;

    /** The folder; need not exist. */
    public DataFolder folder() {
        return new DataFolder(root);
    }
}
