package dev.buildserver.agent.cached.assembly;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Whether an assembly says when it was compiled. A compiler that is to give equal bytes for equal
 * sources puts a part of their hash in that place, or always the same.
 */
public final class CompilationTime {
    private static final int START = 4096;

    /** Clocks and zones may differ, and the file may be a copy of a while later. */
    private static final Duration NEAR = Duration.ofDays(2);

    private CompilationTime() {}

    /** Whether the file, written just now, holds about the time at which it was written. */
    public static boolean isIn(Path assembly) throws IOException {
        if (!Files.isRegularFile(assembly, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        ByteBuffer bytes;
        try (InputStream in = Files.newInputStream(assembly, LinkOption.NOFOLLOW_LINKS)) {
            bytes = ByteBuffer.wrap(in.readNBytes(START)).order(ByteOrder.LITTLE_ENDIAN);
        }
        try {
            long told = Integer.toUnsignedLong(bytes.getInt(bytes.getInt(0x3c) + 8));
            long written = Files.getLastModifiedTime(assembly).toInstant().getEpochSecond();
            return Math.abs(told - written) < NEAR.toSeconds();
        } catch (IndexOutOfBoundsException e) {
            return false;
        }
    }
}
