package dev.buildserver.benchmarks.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Processor time of processes with their children. Linux only. */
public final class ProcessCpu {
    // USER_HZ is 100 on every Linux that Java runs on.
    private static final double MILLIS_PER_TICK = 10;
    private static final int PARENT = 1;
    private static final int FIRST_TIME = 11;
    private static final int TIMES = 4;

    private ProcessCpu() {}

    /**
     * Milliseconds of processor time so far.
     *
     * @param pids by name
     * @return by the same names; a process that has ended has 0
     */
    public static Map<String, Double> millis(Map<String, Long> pids) throws IOException {
        Map<Long, long[]> all = new HashMap<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path folder : folders) {
                long[] stat = read(folder.resolve("stat"));
                if (stat != null) {
                    all.put(Long.parseLong(folder.getFileName().toString()), stat);
                }
            }
        }
        Map<String, Double> found = new LinkedHashMap<>();
        pids.forEach((name, pid) -> found.put(name, ticks(pid, pids, all) * MILLIS_PER_TICK));
        return found;
    }

    /**
     * Its own, that of its ended children, and that of living ones that have no name of their own.
     */
    private static long ticks(long pid, Map<String, Long> named, Map<Long, long[]> all) {
        long[] own = all.get(pid);
        if (own == null) {
            return 0;
        }
        long sum = own[1];
        for (Map.Entry<Long, long[]> entry : all.entrySet()) {
            if (entry.getValue()[0] == pid && !named.containsValue(entry.getKey())) {
                sum += ticks(entry.getKey(), named, all);
            }
        }
        return sum;
    }

    /** Parent and ticks; null when the process has just ended. */
    private static long[] read(Path stat) {
        try {
            String text = Files.readString(stat);
            // The name in parentheses may hold anything.
            String[] fields = text.substring(text.lastIndexOf(')') + 2).strip().split(" ");
            long sum = 0;
            for (int i = FIRST_TIME; i < FIRST_TIME + TIMES; i++) {
                sum += Long.parseLong(fields[i]);
            }
            return new long[] {Long.parseLong(fields[PARENT]), sum};
        } catch (IOException e) {
            return null;
        }
    }
}
