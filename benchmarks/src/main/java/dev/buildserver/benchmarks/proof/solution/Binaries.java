package dev.buildserver.benchmarks.proof.solution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Files in two versions that generated projects refer to. */
public enum Binaries {
    /** A library. */
    FIRST("External-1.dll"),
    SECOND("External-2.dll"),
    /** A task for MSBuild, which says a word. */
    FIRST_TASK("Task-1.dll"),
    SECOND_TASK("Task-2.dll"),
    /** A key pair for strong names, made for this and good for nothing else. */
    FIRST_KEY("Key-1.snk"),
    SECOND_KEY("Key-2.snk");

    private final String resource;

    Binaries(String resource) {
        this.resource = resource;
    }

    public byte[] bytes() {
        try (InputStream in = Binaries.class.getResourceAsStream("/proof/" + resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
