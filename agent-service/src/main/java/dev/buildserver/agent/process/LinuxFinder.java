package dev.buildserver.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads {@code /proc}. A process belongs to the attempt if it descends from one that does, is in a
 * session that the attempt opened, has the attempt's private folder in its environment, or works in
 * one of the attempt's folders. So a daemon that forked twice and opened its own session is found;
 * one that also cleared its environment and went elsewhere is not: that takes a sandbox.
 */
final class LinuxFinder implements ProcessFinder {
    private static final Path PROC = Path.of("/proc");

    private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
    private final byte[] marker;
    private final List<Path> folders;

    /**
     * @param privateFolder stands in the environment of every process of the attempt
     * @param folders more folders in which only processes of the attempt work
     */
    LinuxFinder(Path privateFolder, List<Path> folders) {
        this.marker = privateFolder.toString().getBytes(StandardCharsets.UTF_8);
        this.folders = new ArrayList<>(folders);
        this.folders.add(privateFolder);
    }

    static boolean supported() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    @Override
    public void started(ProcessHandle root) {
        sessions.add(root.pid());
    }

    @Override
    public void observe() {
        // Nothing to remember: what marks a process outlives its parent.
    }

    @Override
    public Set<ProcessHandle> alive() {
        Map<Long, Entry> all = list();
        Set<Long> own = new HashSet<>();
        for (Entry entry : all.values()) {
            if (sessions.contains(entry.pid)
                    || sessions.contains(entry.session)
                    || marked(entry.pid)) {
                own.add(entry.pid);
            }
        }
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Entry entry : all.values()) {
                grew |= own.contains(entry.parent) && own.add(entry.pid);
            }
        }
        Set<ProcessHandle> handles = new HashSet<>();
        own.forEach(pid -> handles.add(all.get(pid).handle));
        return handles;
    }

    private Map<Long, Entry> list() {
        Map<Long, Entry> found = new HashMap<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : entries) {
                long pid = Long.parseLong(folder.getFileName().toString());
                if (pid != self) {
                    // The handle first: it holds the start time, so a reused pid is never killed.
                    ProcessHandle.of(pid)
                            .flatMap(handle -> read(folder, handle))
                            .ifPresent(entry -> found.put(pid, entry));
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return found;
    }

    private static Optional<Entry> read(Path folder, ProcessHandle handle) {
        try {
            String stat = Files.readString(folder.resolve("stat"), StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything, also spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean gone = fields[0].equals("Z") || fields[0].equals("X");
            return gone
                    ? Optional.empty()
                    : Optional.of(
                            new Entry(
                                    handle.pid(),
                                    Long.parseLong(fields[1]),
                                    Long.parseLong(fields[3]),
                                    handle));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private boolean marked(long pid) {
        Path folder = PROC.resolve(Long.toString(pid));
        try {
            Path workingDirectory = Files.readSymbolicLink(folder.resolve("cwd"));
            if (folders.stream().anyMatch(workingDirectory::startsWith)) {
                return true;
            }
            return contains(Files.readAllBytes(folder.resolve("environ")), marker);
        } catch (IOException e) {
            return false; // ended meanwhile, or another user's
        }
    }

    private static boolean contains(byte[] text, byte[] wanted) {
        outer:
        for (int start = 0; start + wanted.length <= text.length; start++) {
            for (int i = 0; i < wanted.length; i++) {
                if (text[start + i] != wanted[i]) {
                    continue outer;
                }
            }
            return true;
        }
        return false;
    }

    private record Entry(long pid, long parent, long session, ProcessHandle handle) {}
}
