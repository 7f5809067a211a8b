package dev.buildserver.orchestrator.queue.redis;

import dev.buildserver.orchestrator.queue.IndexUnavailableException;
import io.quarkus.redis.datasource.RedisDataSource;
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

/** A script on the keys of one pool. Its header says what it takes and gives. */
abstract class RedisScript {
    private final RedisDataSource redis;
    private final String text;
    private final String digest;

    /**
     * @param file name of the resource beside this class
     */
    RedisScript(RedisDataSource redis, String file) {
        this.redis = redis;
        this.text = read(file);
        this.digest = sha1(text);
    }

    final Response eval(PoolKeys keys, List<String> arguments) {
        List<String> words = new ArrayList<>();
        words.add(digest);
        words.add(Integer.toString(keys.all().size()));
        words.addAll(keys.all());
        words.addAll(arguments);
        try {
            return execute("EVALSHA", words);
        } catch (RuntimeException e) {
            if (!isUnknownScript(e)) {
                throw new IndexUnavailableException(e);
            }
        }
        words.set(0, text);
        try {
            return execute("EVAL", words);
        } catch (RuntimeException e) {
            throw new IndexUnavailableException(e);
        }
    }

    private Response execute(String command, List<String> words) {
        return redis.execute(command, words.toArray(String[]::new));
    }

    private static boolean isUnknownScript(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && cause.getMessage().startsWith("NOSCRIPT")) {
                return true;
            }
        }
        return false;
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
