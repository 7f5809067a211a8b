package dev.buildserver.cache.usage;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Which version of a record is stored now, so that a replica may keep copies; and who may change a
 * record now.
 */
public interface Versions {
    /**
     * A record that was written.
     *
     * @param version any text that another content would not have
     * @param by whose use it is
     */
    record Written(String key, long sizeBytes, String version, Usage.By by) {}

    /**
     * What is known of some records.
     *
     * @param versions by key; an empty version means that there is a record of unknown version
     * @param complete whether there is no record of the other keys
     */
    record Current(Map<String, String> versions, boolean complete) {}

    /** Nothing, and not complete, when the record does not answer. */
    Current current(List<String> keys);

    /**
     * A record that was read from the object storage.
     *
     * @param seen the version that was on record before; empty when there was none
     * @param by whose use it is
     */
    record Found(String key, long sizeBytes, String seen, String version, Usage.By by) {}

    /**
     * Notes what was found, as a use, unless it was written meanwhile; when the record does not
     * answer, nothing happens.
     */
    void found(List<Found> records);

    /** Notes what was written, as a use; when the record does not answer, nothing happens. */
    void written(List<Written> records);

    /**
     * Takes the right to change records, for some seconds.
     *
     * @param holder who asks
     * @return the keys that the holder got; all when the record does not answer, because a cache
     *     without Redis must go on, and the worst is an entry that is lost
     */
    Collection<String> lock(Collection<String> keys, String holder);

    /** Gives the right back; neither waits nor fails. */
    void unlock(Collection<String> keys, String holder);
}
