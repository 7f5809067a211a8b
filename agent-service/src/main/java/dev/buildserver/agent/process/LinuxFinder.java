package dev.buildserver.agent.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code /proc}. A process belongs to the attempt if it descends from one that does or did
 * when it was seen, is in a session that the attempt opened, has the attempt's private folder in
 * its environment, or works in one of the attempt's folders. One that was never seen and has left
 * all of that behind is found among the {@link Orphans}.
 */
final class LinuxFinder implements ProcessFinder {
    private final Object attempt = new Object();
    private final Orphans orphans;
    private final Set<Long> sessions = new HashSet<>();
    private final Set<ProcessHandle> seen = new HashSet<>();
    private final byte[] marker;
    private final List<Path> folders;

    /**
     * @param privateFolder stands in the environment of every process of the attempt
     * @param folders more folders in which only processes of the attempt work
     */
    LinuxFinder(Path privateFolder, List<Path> folders, Orphans orphans) {
        this.marker = privateFolder.toString().getBytes(StandardCharsets.UTF_8);
        this.folders = new ArrayList<>(folders);
        this.folders.add(privateFolder);
        this.orphans = orphans;
        orphans.enter(attempt);
    }

    static boolean supported() {
        return ProcessTable.supported();
    }

    @Override
    public Process start(ProcessBuilder builder) throws IOException {
        Process process = orphans.start(builder);
        synchronized (this) {
            sessions.add(process.pid());
        }
        return process;
    }

    @Override
    public synchronized void observe() {
        // Alone, the attempt is known to have left every orphan there is.
        if (orphans.severalAttempts()) {
            find(false);
        }
    }

    @Override
    public synchronized Set<ProcessHandle> alive() {
        return find(true);
    }

    @Override
    public boolean ended(ProcessHandle process) {
        return ProcessTable.ended(process);
    }

    @Override
    public void close() {
        orphans.leave(attempt);
    }

    private Set<ProcessHandle> find(boolean byMarks) {
        ProcessTable table = orphans.look();
        seen.addAll(orphans.of(attempt));
        seen.removeIf(process -> !process.isAlive());
        Set<Long> heads = new HashSet<>(sessions);
        seen.forEach(process -> heads.add(process.pid()));
        for (ProcessTable.Entry entry : table.living()) {
            if (sessions.contains(entry.session()) || byMarks && marked(entry.pid())) {
                heads.add(entry.pid());
            }
        }
        Set<ProcessHandle> found = table.families(heads);
        seen.addAll(found);
        return found;
    }

    private boolean marked(long pid) {
        Path folder = ProcessTable.PROC.resolve(Long.toString(pid));
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
}
