package dev.buildserver.contract.cache;

/**
 * What became of an attempt's pins when it asked to keep them.
 *
 * @param held false when there are none any more, or none were: what the attempt relies on has to
 *     be asked for again
 * @param pinnedSeconds for how long what is held stays at least
 */
public record PinsRenewed(boolean held, long pinnedSeconds) {}
