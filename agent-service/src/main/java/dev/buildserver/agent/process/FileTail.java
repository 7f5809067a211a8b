package dev.buildserver.agent.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads the lines that another process appends to a UTF-8 file. Not thread-safe.
 *
 * <p>A file, not a pipe: a pipe stays open as long as any grandchild holds it, and reading it would
 * wait for compiler servers that are meant to stay.
 */
public final class FileTail implements AutoCloseable {
    private final Path file;
    private final int maxLineBytes;
    private final ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean cut;
    private SeekableByteChannel channel;
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
     * Hands over the lines that became complete.
     *
     * @return whether anything was read
     */
    public boolean poll(Consumer<String> lines) throws IOException {
        if (!open()) {
            return false;
        }
        boolean any = false;
        while (channel.read(buffer.clear()) > 0) {
            any = true;
            buffer.flip();
            bytesRead += buffer.remaining();
            while (buffer.hasRemaining()) {
                accept(buffer.get(), lines);
            }
        }
        return any;
    }

    /** Hands over all that is there, a last line without its end included. */
    public void finish(Consumer<String> lines) throws IOException {
        poll(lines);
        if (line.size() > 0) {
            emit(lines);
        }
    }

    /** Bytes read so far. */
    public long bytesRead() {
        return bytesRead;
    }

    private boolean open() throws IOException {
        if (channel == null) {
            try {
                channel = Files.newByteChannel(file);
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    private void accept(byte next, Consumer<String> lines) {
        if (next == '\n') {
            emit(lines);
        } else if (line.size() < maxLineBytes) {
            line.write(next);
        } else {
            cut = true;
        }
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
        if (channel != null) {
            channel.close();
        }
    }
}
