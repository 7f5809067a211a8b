package dev.buildserver.cache.access;

/** What the cache holds. */
public enum EntryKind {
    /** Blobs under their own SHA-256. */
    CAS,
    /** Action results of Bazel's protocol, under the SHA-256 of the action. */
    AC,
    /** Entries of builds, under weak keys. */
    ENTRY
}
