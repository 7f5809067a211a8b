package dev.buildserver.cache.access;

/** The two halves of the cache. */
public enum EntryKind {
    /** Blobs under their own SHA-256. */
    CAS,
    /** Action results under the SHA-256 of the action. */
    AC
}
