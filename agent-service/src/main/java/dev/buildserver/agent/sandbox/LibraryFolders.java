package dev.buildserver.agent.sandbox;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Folders of libraries that an SDK needs and the system does not have, such as an older OpenSSL: an
 * agent is told of them by its {@code LD_LIBRARY_PATH}.
 *
 * @param mounts that show them
 * @param variable {@code LD_LIBRARY_PATH} inside; empty if there are none
 */
public record LibraryFolders(List<Mount> mounts, String variable) {
    private static final String PLACE = "/libraries/";

    public LibraryFolders {
        mounts = List.copyOf(mounts);
    }

    /**
     * @param libraryPath the agent's own {@code LD_LIBRARY_PATH}, may be empty
     */
    public static LibraryFolders of(String libraryPath) {
        List<Mount> mounts = new ArrayList<>();
        for (String name : libraryPath.split(":")) {
            Path folder = Path.of(name);
            if (!name.isBlank() && folder.isAbsolute() && Files.isDirectory(folder)) {
                mounts.add(Mount.readOnly(folder, PLACE + mounts.size()));
            }
        }
        return new LibraryFolders(
                mounts, String.join(":", mounts.stream().map(Mount::inside).toList()));
    }
}
