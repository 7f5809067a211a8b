package dev.buildserver.agent.toolchain;

import com.sun.management.OperatingSystemMXBean;
import dev.buildserver.contract.agent.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Reads processors, memory and disk of this machine, or of the container that it is. */
final class MachineLoad {
    private static final Path MEMINFO = Path.of("/proc/meminfo");
    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    private final OperatingSystemMXBean system =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Path workDir;

    MachineLoad(Path workDir) {
        this.workDir = workDir;
    }

    /** Such as {@code Linux}, {@code Windows}, {@code MacOS}. */
    static String operatingSystem() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return "Windows";
        }
        return name.startsWith("mac") ? "MacOS" : "Linux";
    }

    /** As .NET names it in runtime identifiers, such as {@code x64}. */
    static String architecture() {
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "x86";
            case "arm" -> "arm";
            default -> System.getProperty("os.arch");
        };
    }

    int processors() {
        return system.getAvailableProcessors();
    }

    long totalMemoryBytes() {
        return system.getTotalMemorySize();
    }

    Usage usage() {
        double cpu = Math.max(0, system.getCpuLoad()) * 100;
        return new Usage(round(cpu), round(memoryPercent()), freeDiskBytes());
    }

    /**
     * Free space on the volume of the workspaces; of the nearest parent while it does not exist.
     */
    long freeDiskBytes() {
        Path at = workDir.toAbsolutePath();
        while (at != null && !Files.exists(at)) {
            at = at.getParent();
        }
        try {
            return at == null ? 0 : Files.getFileStore(at).getUsableSpace();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private double memoryPercent() {
        long total = totalMemoryBytes();
        long available = availableMemoryBytes().orElseGet(system::getFreeMemorySize);
        return total <= 0 ? 0 : 100.0 * (total - Math.min(available, total)) / total;
    }

    // The bean counts the page cache as used: a machine that has just unpacked sources looks full.
    private OptionalLong availableMemoryBytes() {
        OptionalLong limit = number(CGROUP.resolve("memory.max"), "");
        OptionalLong used = number(CGROUP.resolve("memory.current"), "");
        if (limit.isPresent() && used.isPresent()) {
            long cache = number(CGROUP.resolve("memory.stat"), "inactive_file ").orElse(0);
            return OptionalLong.of(limit.getAsLong() - used.getAsLong() + cache);
        }
        OptionalLong kibibytes = number(MEMINFO, "MemAvailable:");
        return kibibytes.isPresent()
                ? OptionalLong.of(kibibytes.getAsLong() * 1024)
                : OptionalLong.empty();
    }

    private static OptionalLong number(Path file, String key) {
        if (!Files.isReadable(file)) {
            return OptionalLong.empty();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).replaceAll("[^0-9]", ""))
                    .filter(digits -> !digits.isEmpty())
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    private static double round(double percent) {
        return Math.round(Math.min(100, percent) * 10) / 10.0;
    }
}
