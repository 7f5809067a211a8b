package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** What clean builds make of source trees: equal trees are built once. */
final class CleanOutputs {
    private final Bench bench;
    private final Map<String, Map<String, String>> known = new HashMap<>();

    CleanOutputs(Bench bench) {
        this.bench = bench;
    }

    /**
     * Outputs of a clean build of what a source tree holds beside outputs, which lies elsewhere.
     *
     * @return digests of contents by path
     */
    Map<String, String> of(Path source, JobOptions options) throws Exception {
        Path fresh = bench.work.resolve("fresh/and/deeper-" + UUID.randomUUID());
        String tree = options.job() + " of " + copy(source, fresh);
        if (!known.containsKey(tree)) {
            ExecutionResult clean = bench.run(fresh, options);
            assertThat(clean.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
            known.put(tree, digests(clean));
        }
        return known.get(tree);
    }

    /** Packages hold the time at which they were packed; all else is equal to the byte. */
    static Map<String, String> digests(ExecutionResult result) throws IOException {
        Map<String, String> digests = new TreeMap<>();
        for (OutputFile output : result.outputs()) {
            if (!output.path().endsWith(".nupkg")) {
                digests.put(output.path(), digest(Files.readAllBytes(output.file())));
            }
        }
        return digests;
    }

    /** Returns what was copied: paths, and digests of contents. */
    private static Map<String, String> copy(Path source, Path target) throws IOException {
        Map<String, String> copied = new TreeMap<>();
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String path = source.relativize(file).toString();
                if (!path.matches("(.*/)?(bin|obj)/.*")) {
                    Files.createDirectories(target.resolve(path).getParent());
                    Files.copy(file, target.resolve(path), LinkOption.NOFOLLOW_LINKS);
                    // What Git knows is the tree itself, and how it came about.
                    if (!path.startsWith(".git/")) {
                        copied.put(path, digest(Files.readAllBytes(file)));
                    }
                }
            }
        }
        return copied;
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
