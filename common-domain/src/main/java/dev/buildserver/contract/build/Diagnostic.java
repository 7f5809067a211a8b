package dev.buildserver.contract.build;

/**
 * An error or a warning of a tool, as data.
 *
 * @param code such as {@code CS1002}; may be null
 * @param file relative to the repository where it lies in it; may be null
 * @param line from 1; 0 = unknown
 * @param column from 1; 0 = unknown
 * @param project project file, relative to the repository; may be null
 */
public record Diagnostic(
        Severity severity,
        String code,
        String message,
        String file,
        int line,
        int column,
        String project) {

    /** How bad it is. */
    public enum Severity {
        ERROR("Error"),
        WARNING("Warning");

        private final String wireName;

        Severity(String wireName) {
            this.wireName = wireName;
        }

        @Override
        public String toString() {
            return wireName;
        }
    }
}
