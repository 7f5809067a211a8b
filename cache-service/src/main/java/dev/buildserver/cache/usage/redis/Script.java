package dev.buildserver.cache.usage.redis;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A Lua script beside this class, run on {@link RedisKeys#all()}. */
final class Script {
    private final ReactiveRedisDataSource redis;
    private final String body;

    Script(ReactiveRedisDataSource redis, String resource) {
        this.redis = redis;
        this.body = read(resource);
    }

    Uni<Response> run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(body);
        command.add(String.valueOf(RedisKeys.all().size()));
        command.addAll(RedisKeys.all());
        command.addAll(arguments);
        return redis.execute("EVAL", command.toArray(String[]::new));
    }

    private static String read(String resource) {
        try (InputStream script = Script.class.getResourceAsStream(resource)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
