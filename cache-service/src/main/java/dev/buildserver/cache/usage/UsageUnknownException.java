package dev.buildserver.cache.usage;

/** The record of use does not answer. */
public final class UsageUnknownException extends RuntimeException {
    public UsageUnknownException(Throwable cause) {
        super("the record of use does not answer", cause);
    }
}
