package dev.buildserver.cache.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What an entry is found by. Tenants never share entries: a hit would tell one what another has
 * built.
 *
 * @param hash 64 hexadecimal digits, lower case
 */
public record EntryKey(String tenant, EntryKind kind, String hash) {
    /** Prefix of all entries in the object storage. */
    public static final String PREFIX = "cache/";

    /** The entry's name in the object storage: {@code cache/{tenant}/{cas or ac}/{hash}}. */
    public String storageKey() {
        return PREFIX + encode(tenant) + "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + hash;
    }

    // Different tenants get different names, and none can leave its folder. '~' is free to mark
    // an encoded byte, because the encoder itself encodes it.
    private static String encode(String tenant) {
        return URLEncoder.encode(tenant, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace(".", "%2E")
                .replace('%', '~');
    }
}
