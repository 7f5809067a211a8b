package dev.buildserver.benchmarks.proof;

import java.util.List;

/**
 * An edit after which a strategy did not make what a clean build made.
 *
 * @param edit number of the edit; -1 before the first
 * @param commit full id
 * @param differences one line each
 * @param kept folder with both manifests
 */
public record Mismatch(
        long seed,
        int edit,
        String description,
        String strategy,
        String commit,
        List<String> differences,
        String kept) {}
