package dev.buildserver.agent.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code /proc} says about the processes of this machine at one moment. */
final class ProcessTable {
    static final Path PROC = Path.of("/proc");

    private final Map<Long, Entry> entries;

    private ProcessTable(Map<Long, Entry> entries) {
        this.entries = entries;
    }

    static boolean supported() {
        return Files.isReadable(PROC.resolve("self/stat"));
    }

    static ProcessTable read() {
        Map<Long, Entry> found = new LinkedHashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (Path folder : folders) {
                // The handle first: it holds the start time, so a reused pid is never killed.
                ProcessHandle.of(Long.parseLong(folder.getFileName().toString()))
                        .flatMap(ProcessTable::entry)
                        .ifPresent(entry -> found.put(entry.pid(), entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProcessTable(found);
    }

    /** Whether the process has ended, be it that its parent does not know yet. */
    static boolean ended(ProcessHandle process) {
        return !process.isAlive() || entry(process).map(Entry::zombie).orElse(true);
    }

    /** Those that have not ended, without this process itself. */
    Collection<Entry> living() {
        long self = ProcessHandle.current().pid();
        return entries.values().stream()
                .filter(entry -> !entry.zombie() && entry.pid() != self)
                .toList();
    }

    /** Children of this process that are in another session than it is. */
    Collection<Entry> childrenInOtherSessions() {
        Entry self = entries.get(ProcessHandle.current().pid());
        return entries.values().stream()
                .filter(entry -> self != null && entry.parent() == self.pid())
                .filter(entry -> entry.session() != self.session())
                .toList();
    }

    /** The living ones among these, with all that descend from them. */
    Set<ProcessHandle> families(Set<Long> heads) {
        Collection<Entry> living = living();
        Set<Long> own = new HashSet<>(heads);
        boolean grew = true;
        while (grew) {
            grew = false;
            for (Entry entry : living) {
                grew |= own.contains(entry.parent()) && own.add(entry.pid());
            }
        }
        return living.stream()
                .filter(entry -> own.contains(entry.pid()))
                .map(Entry::handle)
                .collect(Collectors.toSet());
    }

    private static Optional<Entry> entry(ProcessHandle handle) {
        try {
            String stat =
                    Files.readString(
                            PROC.resolve(Long.toString(handle.pid())).resolve("stat"),
                            StandardCharsets.ISO_8859_1);
            // The name in parentheses may hold anything, also spaces and parentheses.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean zombie = fields[0].equals("Z") || fields[0].equals("X");
            return Optional.of(
                    new Entry(
                            handle, Long.parseLong(fields[1]), Long.parseLong(fields[3]), zombie));
        } catch (IOException | IndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    /**
     * @param parent its process id
     * @param session id of the process that opened the session
     * @param zombie ended, and still there because its parent has not asked how
     */
    record Entry(ProcessHandle handle, long parent, long session, boolean zombie) {
        long pid() {
            return handle.pid();
        }
    }
}
