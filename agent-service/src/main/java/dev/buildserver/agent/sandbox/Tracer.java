package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The library that notes accesses to files; its source is in {@code src/main/native}. */
final class Tracer {
    /** Where it is inside. */
    static final String PLACE = "/trace/libtracer.so";

    private static final Map<String, String> LIBRARIES =
            Map.of("amd64", "libtracer-x86_64.so", "aarch64", "libtracer-aarch64.so");

    private final Path file;
    private final String whyNot;

    private Tracer(Path file, String whyNot) {
        this.file = file;
        this.whyNot = whyNot;
    }

    /**
     * Unpacks it.
     *
     * @param folder of this agent alone
     */
    static Tracer unpack(Path folder) throws IOException {
        String architecture = System.getProperty("os.arch");
        String name = LIBRARIES.get(architecture);
        if (name == null) {
            return new Tracer(null, "there is no tracer of file accesses for " + architecture);
        }
        Path file = folder.resolve("libtracer.so");
        try (InputStream in = Tracer.class.getResourceAsStream("/native/" + name)) {
            if (in == null) {
                throw new IOException("the agent lacks its own file native/" + name);
            }
            FixedFile.put(file, in.readAllBytes());
        }
        return new Tracer(file, null);
    }

    /** Why accesses can't be traced here. */
    Optional<String> whyNot() {
        return Optional.ofNullable(whyNot);
    }

    Mount mount() {
        return Mount.readOnly(file, PLACE);
    }
}
