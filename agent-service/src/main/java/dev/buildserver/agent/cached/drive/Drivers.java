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
import java.util.List;
import java.util.Optional;

/**
 * Hands projects to drivers, one at a time to each. Works on the thread that calls {@link #pulse}.
 */
public final class Drivers implements AutoCloseable {
    private static final int WAIT_MILLIS = 5;

    private final Feed feed;
    private final Path socket;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final List<Driver> drivers = new ArrayList<>();

    /**
     * @param socket is made; its path must be short, see unix(7)
     */
    public Drivers(Path socket, Feed feed) throws IOException {
        this.feed = feed;
        this.socket = socket;
        this.selector = Selector.open();
        this.server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Does what there is to do, after a few milliseconds at most. To be called again and again. */
    public void pulse() {
        try {
            selector.select(key -> {}, WAIT_MILLIS);
            accept();
            listen();
            feed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
            if (!driver.read(feed)) {
                drivers.remove(driver);
                driver.close();
                Optional<Order> unfinished = driver.order();
                if (unfinished.isPresent()) {
                    feed.lost(unfinished.get());
                }
            }
        }
    }

    // Those that have nothing to do wait: what others finish may give them work.
    private void feed() throws IOException {
        for (Driver driver : List.copyOf(drivers)) {
            if (driver.idle()) {
                Optional<Order> next = feed.next();
                if (next.isPresent()) {
                    driver.begin(next.get());
                } else if (feed.exhausted()) {
                    drivers.remove(driver);
                    driver.close();
                }
            }
        }
    }
}
