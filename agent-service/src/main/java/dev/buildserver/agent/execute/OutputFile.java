package dev.buildserver.agent.execute;

import dev.buildserver.contract.artifact.ArtifactKind;
import java.nio.file.Path;

/**
 * A file to be uploaded.
 *
 * @param file where it is now
 * @param path its name among the attempt's artifacts: relative, forward slashes, unique
 * @param name file name for people
 */
public record OutputFile(
        Path file, String path, String name, ArtifactKind kind, String contentType) {}
