package dev.buildserver.contract.cache;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A path that an action looked at beyond its declared inputs, and what it found; {@code
 * ["c","src/.editorconfig","-"]} on the wire.
 *
 * @param path relative to the workspace, any characters
 * @param state of a content: its SHA-256, {@value #FOLDER} or {@value #ABSENT}; of a listing: the
 *     SHA-256 of the sorted names
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@JsonPropertyOrder({"kind", "path", "state"})
public record Observed(
        @NotNull ObservedKind kind,
        @NotEmpty @Size(max = 4096) String path,
        @NotEmpty @Size(max = 64) String state) {
    /** The state of a path where there is nothing. */
    public static final String ABSENT = "-";

    /** The state of a path where there is a folder. */
    public static final String FOLDER = "D";
}
