package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Small files that every sandbox of this agent shows, the same on all machines. */
public final class SandboxFiles {
    private static final String PASSWD =
            "root:x:0:0:root:/root:/usr/sbin/nologin\nb:x:1000:1000::/home/b:/bin/sh\n";
    private static final String GROUP = "root:x:0:\nb:x:1000:\n";
    private static final String NSSWITCH = "passwd: files\ngroup: files\nhosts: files dns\n";
    private static final String HOSTS = "127.0.0.1 localhost build\n::1 localhost\n";

    private final Path folder;
    private final Tracer tracer;

    private SandboxFiles(Path folder, Tracer tracer) {
        this.folder = folder;
        this.tracer = tracer;
    }

    /**
     * Writes them.
     *
     * @param folder of this agent alone; absolute
     */
    public static SandboxFiles write(Path folder) throws IOException {
        Files.createDirectories(folder);
        put(folder, "passwd", PASSWD);
        put(folder, "group", GROUP);
        put(folder, "nsswitch.conf", NSSWITCH);
        put(folder, "hosts", HOSTS);
        return new SandboxFiles(folder, Tracer.unpack(folder));
    }

    private static void put(Path folder, String name, String text) throws IOException {
        FixedFile.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    List<Mount> mounts(boolean network) {
        List<String> names = new ArrayList<>(List.of("passwd", "group", "nsswitch.conf"));
        if (!network) {
            names.add("hosts");
        }
        return names.stream()
                .map(name -> Mount.readOnly(folder.resolve(name), "/etc/" + name))
                .toList();
    }

    /** All of them, the tracer too. */
    List<Mount> fixed() {
        List<Mount> all = new ArrayList<>(mounts(false));
        if (tracer.whyNot().isEmpty()) {
            all.add(tracer.mount());
        }
        return all;
    }

    /** Where digests are remembered. */
    Path memory() {
        return folder.resolve("digests");
    }

    Tracer tracer() {
        return tracer;
    }
}
