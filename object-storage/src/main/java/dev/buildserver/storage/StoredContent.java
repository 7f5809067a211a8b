package dev.buildserver.storage;

import java.io.InputStream;

/** A blob's content; the receiver closes the stream. */
public record StoredContent(InputStream stream, long sizeBytes) {}
