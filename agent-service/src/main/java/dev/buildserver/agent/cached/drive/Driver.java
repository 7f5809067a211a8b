package dev.buildserver.agent.cached.drive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The agent's end of a line to a driver. */
final class Driver {
    private static final int BUFFER = 4096;
    private static final int MAX_LINE = 64 * 1024;

    private final SocketChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private String name;
    private Order order;
    private Feed feed;
    private int variant;
    private boolean succeeded;
    private long millis;
    private long idleSince;

    Driver(SocketChannel channel) {
        this.channel = channel;
    }

    /** Whether it waits for work. */
    boolean idle() {
        return name != null && order == null;
    }

    /** For how many nanoseconds it has waited for more of a feed; 0 if it had nothing of it. */
    long waitedFor(Feed more) {
        return feed == more ? System.nanoTime() - idleSince : 0;
    }

    /** Empty before it said so. */
    Optional<String> name() {
        return Optional.ofNullable(name);
    }

    /** It is gone, with whatever it worked on. */
    void lost() throws IOException {
        close();
        if (order != null) {
            feed.lost(order);
        }
    }

    /**
     * @param from hears when it is done
     */
    void begin(Order next, Feed from) throws IOException {
        order = next;
        feed = from;
        variant = 0;
        succeeded = true;
        millis = 0;
        send();
    }

    /**
     * Reads what the driver said.
     *
     * @return false where the driver is gone
     */
    boolean read() throws IOException {
        while (true) {
            buffer.clear();
            int count;
            try {
                count = channel.read(buffer);
            } catch (IOException e) {
                return false;
            }
            if (count <= 0) {
                return count == 0;
            }
            buffer.flip();
            while (buffer.hasRemaining()) {
                byte b = buffer.get();
                if (b == '\n') {
                    said(line.toString(StandardCharsets.UTF_8));
                    line.reset();
                } else if (line.size() < MAX_LINE) {
                    line.write(b);
                }
            }
        }
    }

    void close() throws IOException {
        channel.close();
    }

    private void said(String text) throws IOException {
        String[] words = text.split("\t");
        if (words[0].equals("ready") && words.length == 2) {
            name = words[1];
        } else if (words[0].equals("done") && words.length == 4 && order != null) {
            succeeded &= words[2].equals("ok");
            millis += Long.parseLong(words[3]);
            variant++;
            if (succeeded && variant < order.variants().size()) {
                send();
            } else {
                Order finished = order;
                order = null;
                idleSince = System.nanoTime();
                feed.done(finished, name, succeeded, millis);
            }
        }
    }

    private void send() throws IOException {
        StringBuilder text = new StringBuilder("build\t");
        text.append(order.number()).append('\t').append(escape(order.project()));
        for (Map.Entry<String, String> property : order.variants().get(variant).entrySet()) {
            text.append('\t').append(escape(property.getKey() + "=" + property.getValue()));
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.append('\n').toString());
        while (bytes.hasRemaining()) {
            // A driver that is asked has read all that came before: there is room.
            channel.write(bytes);
        }
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b > ' ' && b < 0x7f && b != '%') {
                escaped.append((char) b);
            } else {
                escaped.append(String.format("%%%02X", b & 0xff));
            }
        }
        return escaped.toString();
    }
}
