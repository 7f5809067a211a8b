package dev.buildserver.cache.usage.redis;

import java.util.List;

/** All keys; one hash tag, so that scripts may use them together in a cluster. */
final class RedisKeys {
    /** ZSET entry → time of last use, epoch milliseconds. */
    static final String USED = "{cache}:used";

    /** HASH entry → size in bytes. */
    static final String SIZES = "{cache}:sizes";

    /** Sum of {@link #SIZES}. */
    static final String BYTES = "{cache}:bytes";

    /** HASH entry → number of {@link #HOLDERS} that hold it. */
    static final String HELD = "{cache}:held";

    /** ZSET holder → end of its time, epoch milliseconds. */
    static final String HOLDERS = "{cache}:holders";

    /** There when all that is stored is on record. */
    static final String COMPLETE = "{cache}:complete";

    /** HASH record → version of its content. */
    static final String VERSIONS = "{cache}:versions";

    /** Begin of the STRINGs that say who may change a record. */
    static final String LOCK_PREFIX = "{cache}:lock:";

    private RedisKeys() {}

    static List<String> all() {
        return List.of(USED, SIZES, BYTES, HELD, COMPLETE, VERSIONS);
    }

    /** The same, and those of a holder. */
    static List<String> all(String holder) {
        return List.of(USED, SIZES, BYTES, HELD, COMPLETE, VERSIONS, HOLDERS, heldBy(holder));
    }

    /** SET of the entries that a holder holds. */
    static String heldBy(String holder) {
        return "{cache}:held-by:" + holder;
    }

    /** STRING, there once an attempt has reported its savings. */
    static String reported(String attempt) {
        return "{cache}:reported:" + attempt;
    }

    /** HASH measure:project → sum. */
    static String savings(String tenant) {
        return "{cache}:savings:" + part(tenant);
    }

    /** HASH measure:project file → sum. */
    static String savings(String tenant, String project) {
        return savings(tenant) + ":" + part(project);
    }

    /** HASH of what was built again: verified, mismatched, since. */
    static String verifications(String tenant) {
        return "{cache}:verifications:" + part(tenant);
    }

    // So that no name runs into the next.
    private static String part(String name) {
        return name.length() + "." + name;
    }
}
