package dev.buildserver.orchestrator.queue.redis;

import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A script on the keys of one pool. Its header says what it takes and gives; {@code flows.lua}
 * comes before each.
 */
abstract class RedisScript {
    private final RedisLink redis;
    private final String text;
    private final String digest;

    /**
     * @param files names of resources beside this class, one behind the other
     */
    RedisScript(RedisLink redis, String... files) {
        this.redis = redis;
        this.text =
                read("flows.lua")
                        + Arrays.stream(files).map(RedisScript::read).collect(Collectors.joining());
        this.digest = sha1(text);
    }

    /**
     * Runs the script and waits for its answer.
     *
     * @throws dev.buildserver.orchestrator.queue.IndexUnavailableException when there is none
     */
    final Response eval(PoolKeys keys, List<String> arguments) {
        return RedisLink.await(send(keys, arguments));
    }

    /** Runs the script before all that is sent after it; the answer comes later. */
    final Future<Response> send(PoolKeys keys, List<String> arguments) {
        return redis.send(request(Command.EVALSHA, digest, keys, arguments))
                .recover(
                        failure ->
                                isUnknownScript(failure)
                                        ? redis.send(request(Command.EVAL, text, keys, arguments))
                                        : Future.failedFuture(failure));
    }

    private static Request request(
            Command command, String script, PoolKeys keys, List<String> arguments) {
        Request request = Request.cmd(command).arg(script).arg(keys.all().size());
        keys.all().forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("NOSCRIPT");
    }

    private static String read(String file) {
        try (InputStream in = RedisScript.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no script " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
