package dev.buildserver.agent.process;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the lines that another process appends to a UTF-8 file. Not thread-safe.
 *
 * <p>A file, not a pipe: a pipe stays open as long as any grandchild holds it, and reading it would
 * wait for compiler servers that are meant to stay.
 */
public final class FileTail implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;

    /** A writer may be faster than any reader; the caller has other things to look after. */
    private static final int CHUNKS_PER_POLL = 16;

    private final Path file;
    private final int maxLineBytes;
    private final byte[] chunk = new byte[CHUNK];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cut;
    private InputStream in;
    private long bytesRead;

    /**
     * @param file need not exist yet
     * @param maxLineBytes longer lines are cut there
     */
    public FileTail(Path file, int maxLineBytes) {
        this.file = file;
        this.maxLineBytes = maxLineBytes;
    }

    /**
     * Hands over lines that became complete, at most about one megabyte at a time.
     *
     * @return whether there may be more already
     */
    public boolean poll(Consumer<String> lines) throws IOException {
        if (in == null && Files.exists(file)) {
            // Not a channel: interruption would close it, and lose what was said before.
            in = new FileInputStream(file.toFile());
        }
        for (int i = 0; in != null && i < CHUNKS_PER_POLL; i++) {
            int count = in.read(chunk);
            if (count <= 0) {
                return false;
            }
            bytesRead += count;
            accept(count, lines);
        }
        return in != null;
    }

    /**
     * Hands over what is left, a last line without its end included.
     *
     * @param maxBytes what lies beyond is left out
     */
    public void finish(long maxBytes, Consumer<String> lines) throws IOException {
        while (bytesRead < maxBytes && poll(lines)) {
            // goes on until the end
        }
        if (line.size() > 0) {
            emit(lines);
        }
    }

    /** Bytes read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    private void accept(int count, Consumer<String> lines) {
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                append(from, i);
                emit(lines);
                from = i + 1;
            }
        }
        append(from, count);
    }

    private void append(int from, int to) {
        int length = Math.min(to - from, maxLineBytes - line.size());
        cut |= length < to - from;
        line.write(chunk, from, length);
    }

    private void emit(Consumer<String> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        if (text.endsWith("\r")) {
            text = text.substring(0, text.length() - 1);
        }
        String whole = cut ? text + " […]" : text;
        line.reset();
        cut = false;
        lines.accept(whole);
    }

    @Override
    public void close() throws IOException {
        if (in != null) {
            in.close();
        }
    }
}
