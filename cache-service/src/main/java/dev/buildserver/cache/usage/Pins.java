package dev.buildserver.cache.usage;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.cache.usage.Usage.Known;
import java.time.Duration;
import java.util.List;

/**
 * What somebody relies on stays, whoever needs space. Several may hold the same; it stays until the
 * last of them lets it go. Lost with the record.
 */
public interface Pins {
    /**
     * Somebody who relies on something.
     *
     * @param holder who
     * @param time for which all of it stays at least, unless renewed
     * @param by whose use it is
     */
    record Hold(String holder, Duration time, By by) {}

    /**
     * Pins those of the keys that are on record; they count as used.
     *
     * @return which those are; none, and not complete, when the record does not answer
     */
    Known pin(List<String> keys, Hold hold);

    /**
     * All that is held stays for the time again.
     *
     * @return false when nothing is held, or the time was over already, or the record does not
     *     answer
     */
    boolean renew(Hold hold);

    /** Nothing is held any more. When the record does not answer, that waits for the end. */
    void release(String holder);
}
