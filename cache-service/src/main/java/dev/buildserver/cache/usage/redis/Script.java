package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A Lua script beside this class. */
final class Script {
    private static final String UNKNOWN = "NOSCRIPT";

    private final ReactiveRedisDataSource redis;
    private final String body;
    private final String sha1;

    Script(ReactiveRedisDataSource redis, String resource) {
        this.redis = redis;
        this.body = read(resource);
        this.sha1 = sha1(body);
    }

    /** Runs it on {@link RedisKeys#all()}. */
    Uni<Response> run(List<String> arguments) {
        return run(RedisKeys.all(), arguments);
    }

    Uni<Response> run(List<String> keys, List<String> arguments) {
        List<String> rest = new ArrayList<>(keys.size() + arguments.size() + 1);
        rest.add(String.valueOf(keys.size()));
        rest.addAll(keys);
        rest.addAll(arguments);
        return execute("EVALSHA", sha1, rest)
                .onFailure(e -> String.valueOf(e.getMessage()).startsWith(UNKNOWN))
                .recoverWithUni(() -> execute("EVAL", body, rest));
    }

    private Uni<Response> execute(String command, String script, List<String> rest) {
        String[] words = new String[rest.size() + 1];
        words[0] = script;
        for (int i = 0; i < rest.size(); i++) {
            words[i + 1] = rest.get(i);
        }
        return redis.execute(command, words);
    }

    private static String read(String resource) {
        try (InputStream script = Script.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    // The name by which Redis knows a script that it has run.
    private static String sha1(String body) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-1")
                                    .digest(body.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
