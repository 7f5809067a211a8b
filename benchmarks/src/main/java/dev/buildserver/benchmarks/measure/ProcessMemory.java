package dev.buildserver.benchmarks.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Memory of a process and its descendants as PSS: shared pages count once over all. Linux only. */
public final class ProcessMemory {
    private ProcessMemory() {}

    /** Mebibytes by process, with a short name. */
    public static Map<String, Long> mebibytes(ProcessHandle root) throws IOException {
        Map<String, Long> found = new LinkedHashMap<>();
        for (ProcessHandle process : Stream.concat(Stream.of(root), root.descendants()).toList()) {
            long kibibytes = pssKibibytes(process.pid());
            found.merge(name(process), kibibytes / 1024, Long::sum);
        }
        return found;
    }

    private static long pssKibibytes(long pid) throws IOException {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("\\D", ""));
                }
            }
            return 0;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static String name(ProcessHandle process) throws IOException {
        try {
            String command =
                    Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
                            .replace('\0', ' ');
            int module = command.indexOf("/target/");
            return module < 0
                    ? Files.readString(Path.of("/proc/" + process.pid() + "/comm")).strip()
                    : command.substring(command.lastIndexOf('/', module - 1) + 1, module);
        } catch (NoSuchFileException e) {
            return "ended";
        }
    }
}
