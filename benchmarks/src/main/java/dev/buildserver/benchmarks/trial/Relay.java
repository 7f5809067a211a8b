package dev.buildserver.benchmarks.trial;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A port of 127.0.0.1 behind which others are reached in turn, one for each connection. It can be
 * cut: then its connections end, and new ones at once. Thread-safe.
 */
final class Relay {
    private static final String HOST = "127.0.0.1";

    private final NetClient client;
    private final List<Integer> targets;
    private final AtomicInteger next = new AtomicInteger();
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    private Relay(NetClient client, List<Integer> targets) {
        this.client = client;
        this.targets = List.copyOf(targets);
    }

    /** Listens from now on; nothing needs to listen behind it yet. */
    static Relay start(Vertx vertx, int port, List<Integer> targets) {
        Relay relay = new Relay(vertx.createNetClient(), targets);
        NetServer server =
                vertx.createNetServer(new NetServerOptions().setHost(HOST).setPort(port));
        server.connectHandler(relay::connected)
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return relay;
    }

    void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    void mend() {
        cut = false;
    }

    private void connected(NetSocket near) {
        if (cut) {
            near.close();
            return;
        }
        near.pause();
        connect(near, targets.size());
    }

    /** Tries each target once: one that is down is left out, as a load balancer does. */
    private void connect(NetSocket near, int tries) {
        int target = targets.get(Math.floorMod(next.getAndIncrement(), targets.size()));
        client.connect(target, HOST)
                .onSuccess(far -> join(near, far))
                .onFailure(
                        e -> {
                            if (tries > 1) {
                                connect(near, tries - 1);
                            } else {
                                near.close();
                            }
                        });
    }

    private void join(NetSocket near, NetSocket far) {
        open.add(near);
        near.closeHandler(
                ended -> {
                    open.remove(near);
                    far.close();
                });
        far.closeHandler(ended -> near.close());
        near.exceptionHandler(e -> near.close());
        far.exceptionHandler(e -> far.close());
        near.handler(bytes -> pass(bytes, near, far));
        far.handler(bytes -> pass(bytes, far, near));
        near.resume();
        if (cut) {
            near.close();
        }
    }

    private static void pass(Buffer bytes, NetSocket from, NetSocket to) {
        to.write(bytes);
        if (to.writeQueueFull()) {
            from.pause();
            to.drainHandler(drained -> from.resume());
        }
    }
}
