package dev.buildserver.contract.cache;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * The value of an action that makes files, as JSON in a blob. Equal outputs give equal bytes: files
 * are in the order of their paths, and writers put members in the order given here.
 *
 * @param schema {@link CacheSchema#CURRENT} of its writer
 */
public record OutputManifest(int schema, List<OutputFile> files) {
    /**
     * One file.
     *
     * @param path relative to the workspace
     * @param sha256 of the content; of a symbolic link: of its target's text
     * @param sizeBytes of the content
     * @param mode {@code 644}, {@code 755} or {@code link}
     * @param from where the file is a copy; null when the project made it itself
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record OutputFile(
            String path, String sha256, long sizeBytes, String mode, CopiedFrom from) {}

    /**
     * A file that another project made under the same name: whoever uses the entry takes that
     * project's current file.
     *
     * @param project its project file, relative to the workspace
     * @param path in that project's manifest
     */
    public record CopiedFrom(String project, String path) {}
}
