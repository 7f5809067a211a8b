package dev.buildserver.orchestrator.queue.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of a pool's keys. The braces put all keys of a pool into one slot of a cluster.
 *
 * <ul>
 *   <li>{@code :e} string: an id, present while the index is complete
 *   <li>{@code :t} hash: member to JSON {@code [version, priority, readyAtMillis, excluded]}
 *   <li>{@code :i} sorted set: taken members by the time at which they come back
 *   <li>{@code :d} sorted set: delayed members by the time at which they are due
 *   <li>{@code :q:0} to {@code :q:3} sorted sets: waiting members of a priority by age
 *   <li>{@code :wake} channel: something became visible
 * </ul>
 *
 * A member is {@code buildId.taskNo}.
 */
record PoolKeys(String pool) {
    private static final int PRIORITIES = 4;
    private static final String PREFIX = "queue:{";
    private static final String WAKE = "}:wake";

    /** In the order in which every script takes them. */
    List<String> all() {
        List<String> keys = new ArrayList<>();
        keys.add(key("e"));
        keys.add(key("t"));
        keys.add(key("i"));
        keys.add(key("d"));
        for (int priority = 0; priority < PRIORITIES; priority++) {
            keys.add(key("q:" + priority));
        }
        return keys;
    }

    String epoch() {
        return key("e");
    }

    String wakeChannel() {
        return PREFIX + pool + WAKE;
    }

    static String allWakeChannels() {
        return PREFIX + "*" + WAKE;
    }

    static String poolOfWakeChannel(String channel) {
        return channel.substring(PREFIX.length(), channel.length() - WAKE.length());
    }

    private String key(String name) {
        return PREFIX + pool + "}:" + name;
    }
}
