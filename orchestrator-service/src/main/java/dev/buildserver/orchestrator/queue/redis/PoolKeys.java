package dev.buildserver.orchestrator.queue.redis;

import java.util.List;
import java.util.UUID;

/**
 * Names of a pool's keys. The braces put all keys of a pool into one slot of a cluster.
 *
 * <ul>
 *   <li>{@code :e} string: present while the index is complete
 *   <li>{@code :t} hash: member to its entry, see {@code flows.lua}
 *   <li>{@code :i} sorted set: taken members by the time at which they come back
 *   <li>{@code :d} sorted set: delayed members by the time at which they are due
 *   <li>{@code :v} hash: virtual times of tenants and projects
 *   <li>{@code :l} set: levels, {@code class:priority}, in which something waits
 *   <li>{@code :a:LEVEL} sorted set: waiting members by age
 *   <li>{@code :f:LEVEL} sorted set: tenants by virtual time
 *   <li>{@code :g:LEVEL:TENANT} sorted set: projects by virtual time
 *   <li>{@code :q:LEVEL:TENANT:PROJECT} sorted set, a flow: {@code member|entry} by age
 *   <li>{@code :s:ID} string: a rebuild is under way
 *   <li>{@code :wake} channel: something became visible
 * </ul>
 *
 * A member is {@code buildId.taskNo}. The keys of levels are named by the scripts; names within
 * them are escaped by {@link EntryText#part}.
 */
record PoolKeys(String pool) {
    // The number is that of the layout: versions of this service that differ in it share nothing.
    private static final String PREFIX = "queue:2:{";
    private static final String WAKE = "}:wake";

    /** In the order in which every script takes them. */
    List<String> all() {
        return List.of(key("e"), key("t"), key("i"), key("d"), key("v"), key("l"));
    }

    String rebuild(UUID id) {
        return key("s:" + id);
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
