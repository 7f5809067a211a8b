package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Names all that a sandbox shows and a build can't change: equal names, equal tools. What the agent
 * brings (the SDK, its own files) counts by content; the machine's programs and libraries count by
 * names, sizes and times, which agents of one image have in common. Thread-safe.
 */
final class ImageIdentity {
    private static final String SCHEMA = "image 1";

    /** An attempt asks twice, and lasts longer itself: files can change after any look at them. */
    private static final long HOLDS_NANOS = 1_000_000_000L;

    private final Path memory;
    private final SystemDigest system;
    private final LongSupplier nanoTime;
    private final Map<Path, Seen> seen = new ConcurrentHashMap<>();

    /**
     * @param memory folder for digests that take long
     * @param nanoTime see {@link System#nanoTime}
     */
    ImageIdentity(Path memory, SystemDigest system, LongSupplier nanoTime) {
        this.memory = memory;
        this.system = system;
        this.nanoTime = nanoTime;
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
        long now = nanoTime.getAsLong();
        seen.values().removeIf(one -> now - one.nanos() > HOLDS_NANOS);
        Seen last = seen.get(root);
        if (last == null) {
            last = new Seen(now, read(root));
            seen.put(root, last);
        }
        return last.content();
    }

    private String read(Path root) throws IOException {
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

    private record Seen(long nanos, String content) {}
}
