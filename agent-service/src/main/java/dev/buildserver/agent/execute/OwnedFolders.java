package dev.buildserver.agent.execute;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders that tell whether the agent that made them still runs: it holds a lock on a file in each,
 * which the system lets go however the agent ends. Process ids would not do, since agents in
 * containers may share the place of the folders, but not the ids.
 */
final class OwnedFolders {
    private static final String FILE = ".buildserver-agent";

    // Locks belong to the process: opening and closing such a file again would let go of its lock.
    private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

    private OwnedFolders() {}

    /** Makes the folder, empty but for the file, this process's. */
    static void own(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(
                        folder.resolve(FILE),
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE);
        OWN.put(folder, channel);
        channel.lock();
        // In this order: a file with nothing in it may be one that is not locked yet.
        channel.write(ByteBuffer.wrap("locked\n".getBytes(StandardCharsets.US_ASCII)));
    }

    /** Ends that; before the folder is deleted, since some systems keep files that are open. */
    static void release(Path folder) throws IOException {
        FileChannel channel = OWN.remove(folder);
        if (channel != null) {
            channel.close();
        }
    }

    /** Whether this process made the folder, and has not released it. */
    static boolean isOwn(Path folder) {
        return OWN.containsKey(folder);
    }

    /** Whether the folder was made here by a process that is gone; false where that is unclear. */
    static boolean isAbandoned(Path folder) {
        if (isOwn(folder)) {
            return false;
        }
        try (FileChannel channel =
                FileChannel.open(
                        folder.resolve(FILE),
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            return channel.size() > 0 && channel.tryLock() != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }
}
