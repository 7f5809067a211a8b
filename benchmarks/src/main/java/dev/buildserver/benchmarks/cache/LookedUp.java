package dev.buildserver.benchmarks.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Entries to be looked up: each has some observed paths, nearly all of them absent. */
public final class LookedUp {
    private static final int PAGE = 200;
    private static final int DIGEST_BYTES = 32;

    private LookedUp() {}

    /** Stores entries of half of the keys; returns all keys. */
    public static List<String> store(CacheLoad load, int keys, int observed) throws IOException {
        String value = load.put("a manifest".getBytes(StandardCharsets.UTF_8));
        Random random = new Random(keys);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < keys; i++) {
            byte[] digest = new byte[DIGEST_BYTES];
            random.nextBytes(digest);
            all.add(HexFormat.of().formatHex(digest));
        }
        for (int begin = 0; begin < keys / 2; begin += PAGE) {
            List<String> page = all.subList(begin, Math.min(begin + PAGE, keys / 2));
            load.post("/internal/v1/cache/entries", request(page, value, observed));
        }
        return all;
    }

    private static String request(List<String> keys, String value, int observed) {
        StringBuilder json = new StringBuilder("{\"schema\":1,\"entries\":[");
        for (int i = 0; i < keys.size(); i++) {
            json.append(i == 0 ? "" : ",");
            json.append("{\"key\":\"").append(keys.get(i));
            json.append("\",\"kind\":\"Project\",\"observed\":[");
            for (int path = 0; path < observed; path++) {
                json.append(path == 0 ? "" : ",");
                json.append("[\"c\",\"src/folder").append(path);
                json.append("/Directory.Build.props\",\"-\"]");
            }
            json.append("],\"value\":\"").append(value);
            json.append("\",\"costMillis\":1000,\"blobs\":[]}");
        }
        return json.append("]}").toString();
    }
}
