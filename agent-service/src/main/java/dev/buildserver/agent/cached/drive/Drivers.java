package dev.buildserver.agent.cached.drive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Hands projects to drivers, one at a time to each. Works on the thread that calls {@link #pulse}.
 */
public final class Drivers implements AutoCloseable {
    private static final int WAIT_MILLIS = 10;

    private final Path socket;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final List<Driver> drivers = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private long idleNanos;

    /**
     * @param socket is made; its path must be short, see unix(7)
     */
    public Drivers(Path socket) throws IOException {
        this.socket = socket;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /**
     * Does what there is to do, after a few milliseconds at most. To be called again and again.
     *
     * @param feed gives work to those that have none
     */
    public void pulse(Feed feed) {
        try {
            selector.select(key -> {}, WAIT_MILLIS);
            accept();
            listen();
            feed(feed);
            while (feed.settle()) {
                listen();
                feed(feed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How many have come up so far, whatever became of them. */
    public int seen() {
        return seen.size();
    }

    /** Whether a driver of that name has come up. */
    public boolean hasSeen(String name) {
        return seen.contains(name);
    }

    /** How many are there, at work or not. */
    public int present() {
        return (int) drivers.stream().filter(driver -> driver.name().isPresent()).count();
    }

    /** How many are there without work. */
    public int idle() {
        return (int) drivers.stream().filter(Driver::idle).count();
    }

    /** For how long drivers waited between two orders of a feed, all of them together. */
    public long idleNanos() {
        return idleNanos;
    }

    @Override
    public void close() throws IOException {
        for (Driver driver : drivers) {
            driver.close();
        }
        server.close();
        selector.close();
        Files.deleteIfExists(socket);
    }

    private void accept() throws IOException {
        for (SocketChannel channel = server.accept(); channel != null; channel = server.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            drivers.add(new Driver(channel));
        }
    }

    private void listen() throws IOException {
        for (Driver driver : List.copyOf(drivers)) {
            boolean there = driver.read();
            driver.name().ifPresent(seen::add);
            if (!there) {
                drivers.remove(driver);
                driver.lost();
            }
        }
    }

    // Those that have nothing to do wait: what others finish may give them work.
    private void feed(Feed feed) throws IOException {
        for (Driver driver : List.copyOf(drivers)) {
            if (driver.idle()) {
                Optional<Order> next = feed.next(driver.name().orElseThrow());
                if (next.isPresent()) {
                    idleNanos += driver.waitedFor(feed);
                    driver.begin(next.get(), feed);
                } else if (feed.exhausted()) {
                    drivers.remove(driver);
                    driver.close();
                }
            }
        }
    }
}
