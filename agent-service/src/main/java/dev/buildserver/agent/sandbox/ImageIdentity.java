package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Names all that a sandbox shows and a build can't change: equal names, equal tools. What the agent
 * brings (the SDK, its own files) counts by content; the machine's programs and libraries count by
 * names, sizes and times, which agents of one image have in common. Thread-safe.
 */
final class ImageIdentity {
    private static final String SCHEMA = "image 1";

    private final Path memory;
    private final SystemDigest system;

    /**
     * @param memory folder for digests that take long
     */
    ImageIdentity(Path memory, SystemDigest system) {
        this.memory = memory;
        this.system = system;
    }

    /**
     * The name of a plan's image.
     *
     * @param files what every sandbox of this agent shows
     * @return {@code sha256:} and 64 hexadecimal digits
     */
    String of(SandboxPlan plan, List<Mount> files) throws IOException {
        MessageDigest digest = Sha256.start();
        Sha256.add(digest, SCHEMA);
        Sha256.add(digest, System.getProperty("os.arch"));
        Sha256.add(digest, system.current());
        List<Mount> shown = new ArrayList<>(files);
        shown.addAll(plan.allMounts());
        for (Mount mount : shown) {
            if (!mount.writable()) {
                Sha256.add(digest, mount.inside() + " " + content(mount.host()));
            }
        }
        return "sha256:" + Sha256.end(digest);
    }

    private String content(Path root) throws IOException {
        Path real = root.toRealPath();
        Path known = memory.resolve(TreeDigest.ofState(real));
        if (!Files.exists(known)) {
            read(real, known);
        }
        return Files.readString(known);
    }

    // Whoever comes meanwhile has it sooner by waiting.
    private synchronized void read(Path real, Path known) throws IOException {
        if (Files.exists(known)) {
            return;
        }
        String content = TreeDigest.ofContent(real);
        Files.createDirectories(memory);
        Path unfinished = Files.createTempFile(memory, "new", "");
        Files.writeString(unfinished, content);
        Files.move(unfinished, known, StandardCopyOption.ATOMIC_MOVE);
    }
}
