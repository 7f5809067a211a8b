package dev.buildserver.agent.execute.output;

/**
 * A file that a build made, in the manifest.
 *
 * @param path in the source tree, or {@code packages/NAME/ENTRY} and {@code published/APP/FILE};
 *     forward slashes
 * @param mode as Git writes it: {@code 100644}, {@code 100755} for a program, {@code 120000} for a
 *     link
 * @param sizeBytes of the content; for a link, of its target's name
 * @param sha256 of the content in hexadecimal; for a link, of its target's name
 */
public record ManifestEntry(String path, String mode, long sizeBytes, String sha256) {}
