package dev.buildserver.agent.cached.remote;

import java.io.IOException;
import java.nio.file.Path;

/** Requests to the cache service; each ends within its deadline. */
public interface CacheCalls {
    /** GET of a value. */
    <T> T get(String path, Class<T> answer) throws IOException;

    /** POST of a value to which there is no answer. */
    void tell(String path, Object message) throws IOException;

    /** DELETE. */
    void delete(String path) throws IOException;

    /**
     * POST of a value as JSON.
     *
     * @param path below the service's address
     */
    <T> T post(String path, Object question, Class<T> answer) throws IOException;

    /** POST of a stream that is made while it is sent. */
    <T> T upload(String path, Iterable<byte[]> content, String type, Class<T> answer)
            throws IOException;

    /** POST whose answer goes to a file. */
    void download(String path, Object question, Path target) throws IOException;
}
