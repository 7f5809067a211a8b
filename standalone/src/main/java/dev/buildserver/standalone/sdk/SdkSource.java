package dev.buildserver.standalone.sdk;

import java.io.IOException;
import java.nio.file.Path;

/** A place from which an SDK can be fetched. */
interface SdkSource {
    /** Name of its folder in the cache; another one for another version. */
    String cacheName();

    /** For people. */
    String description();

    /**
     * Fetches the SDK.
     *
     * @param target empty folder that becomes the SDK's root
     * @throws IOException when that does not work; the message says why, for people
     */
    void fetch(Path target) throws IOException;
}
