package dev.buildserver.benchmarks.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.util.function.Consumer;

/** A way to a service. */
interface Calls {
    /** Every call ends with an {@link Answer}. */
    void send(Call call, Consumer<Answer> then);

    /** POST of JSON. */
    default void post(
            String path, Credential as, Buffer json, long timeoutMillis, Consumer<Answer> then) {
        send(new Call(HttpMethod.POST, path, as, null, json, timeoutMillis), then);
    }

    /** POST of JSON with an Idempotency-Key. */
    default void submit(
            String path, Credential as, String key, Buffer json, long millis, Consumer<Answer> to) {
        send(new Call(HttpMethod.POST, path, as, key, json, millis), to);
    }

    /** GET. */
    default void get(String path, Credential as, long timeoutMillis, Consumer<Answer> then) {
        send(new Call(HttpMethod.GET, path, as, null, null, timeoutMillis), then);
    }

    /** DELETE. */
    default void delete(String path, Credential as, long timeoutMillis, Consumer<Answer> then) {
        send(new Call(HttpMethod.DELETE, path, as, null, null, timeoutMillis), then);
    }
}
