package dev.buildserver.agent.cached.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With this test at the drivers' end of the lines. */
class DriversTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path folder;

    private final List<String> happened = new ArrayList<>();
    private final Deque<Integer> queued = new ArrayDeque<>();
    private final Deque<Integer> unsettled = new ArrayDeque<>();
    private final Feed feed = new Recorded();
    private Path socket;

    @BeforeEach
    void place() {
        socket = folder.resolve("d");
    }

    @Test
    void aDriverHasItsNextProjectBeforeTheLastOneIsSettled() throws Exception {
        try (Drivers drivers = new Drivers(socket);
                SocketChannel driver = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            // Given
            queued.addAll(List.of(1, 2));
            say(driver, "ready\tone");
            until(drivers, () -> happened.contains("given 1"));
            // When
            say(driver, "done\t1\tok\t5");
            until(drivers, () -> happened.contains("settled 1"));
            // Then
            assertThat(happened).containsExactly("given 1", "done 1 ok", "given 2", "settled 1");
        }
    }

    @Test
    void whatSettlingMakesReadyIsGivenOutAtOnce() throws Exception {
        try (Drivers drivers = new Drivers(socket);
                SocketChannel driver = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            // Given
            queued.add(1);
            say(driver, "ready\tone");
            until(drivers, () -> happened.contains("given 1"));
            // When
            say(driver, "done\t1\tfailed\t5");
            until(drivers, () -> happened.contains("given 11"));
            // Then
            assertThat(happened)
                    .containsExactly("given 1", "done 1 failed", "settled 1", "given 11");
            assertThat(drivers.idleNanos()).isPositive();
        }
    }

    @Test
    void aDriverThatGoesLosesOnlyWhatItWorkedOn() throws Exception {
        try (Drivers drivers = new Drivers(socket)) {
            // Given
            queued.addAll(List.of(1, 2));
            try (SocketChannel driver = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
                say(driver, "ready\tone");
                until(drivers, () -> happened.contains("given 1"));
                say(driver, "done\t1\tok\t5");
                until(drivers, () -> happened.contains("given 2"));
            }
            // When
            until(drivers, () -> happened.contains("lost 2"));
            // Then
            assertThat(happened)
                    .containsExactly("given 1", "done 1 ok", "given 2", "settled 1", "lost 2");
            assertThat(drivers.present()).isZero();
        }
    }

    private void until(Drivers drivers, Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollInSameThread()
                .until(
                        () -> {
                            drivers.pulse(feed);
                            return condition.call();
                        });
    }

    private static void say(SocketChannel driver, String line) throws IOException {
        driver.write(StandardCharsets.UTF_8.encode(line + "\n"));
    }

    /** Once a project is settled, another one is queued: its number with ten more. */
    private final class Recorded implements Feed {
        @Override
        public Optional<Order> next(String driver) {
            Integer number = queued.poll();
            if (number == null) {
                return Optional.empty();
            }
            happened.add("given " + number);
            return Optional.of(new Order(number, "/src/A.csproj", List.of(Map.of())));
        }

        @Override
        public int waiting() {
            return queued.size();
        }

        @Override
        public boolean exhausted() {
            return false;
        }

        @Override
        public void done(Order order, String driver, boolean succeeded, long millis) {
            happened.add("done " + order.number() + (succeeded ? " ok" : " failed"));
            unsettled.add(order.number());
        }

        @Override
        public boolean settle() {
            Integer number = unsettled.poll();
            if (number == null) {
                return false;
            }
            happened.add("settled " + number);
            queued.add(number + 10);
            return true;
        }

        @Override
        public void lost(Order order) {
            happened.add("lost " + order.number());
        }
    }
}
