package dev.buildserver.benchmarks.proof.solution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Two versions of a library that generated projects reference as a file. */
public enum Binaries {
    FIRST("External-1.dll"),
    SECOND("External-2.dll");

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
