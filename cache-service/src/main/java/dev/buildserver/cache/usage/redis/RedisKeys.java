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

    private RedisKeys() {}

    static List<String> all() {
        return List.of(USED, SIZES, BYTES);
    }
}
