package dev.buildserver.cache.access;

import dev.buildserver.cache.usage.Usage.By;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * What something in the cache is found by. Tenants never share anything: a hit would tell one what
 * another has built.
 *
 * @param folder below the tenant's, such as {@code cas}
 * @param hash 64 hexadecimal digits, lower case
 * @param by who asks for it
 */
public record EntryKey(String tenant, EntryKind kind, String folder, String hash, By by) {
    /** Prefix of all keys in the object storage. */
    public static final String PREFIX = "cache/";

    /** In place of a tenant: for what the server itself got from public places. */
    public static final String EVERYBODY = "~";

    /** The name in the object storage: {@code cache/{tenant}/{folder}/{hash}}. */
    public String storageKey() {
        return tenantPrefix(tenant) + folder + "/" + hash;
    }

    /** Of the server itself. */
    public EntryKey(String tenant, EntryKind kind, String folder, String hash) {
        this(tenant, kind, folder, hash, By.TRUSTED);
    }

    /** A blob, which all scopes of a tenant share: its content is proved by its name. */
    public static EntryKey blob(String tenant, String hash) {
        return blob(tenant, hash, By.TRUSTED);
    }

    /** The same, for somebody. */
    public static EntryKey blob(String tenant, String hash, By by) {
        return new EntryKey(tenant, EntryKind.CAS, "cas", hash, by);
    }

    /** What all names of a tenant begin with. */
    public static String tenantPrefix(String tenant) {
        return PREFIX + (tenant.equals(EVERYBODY) ? EVERYBODY : encode(tenant)) + "/";
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
