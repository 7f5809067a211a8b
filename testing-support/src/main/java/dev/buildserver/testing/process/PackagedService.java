package dev.buildserver.testing.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A packaged Quarkus service that runs in a JVM of its own, on free ports. */
public final class PackagedService implements AutoCloseable {
    /** As the launcher starts them. */
    private static final List<String> QUICK_START =
            List.of(
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UnlockDiagnosticVMOptions",
                    "-XX:-BytecodeVerificationRemote");

    private static final Pattern LISTENING =
            Pattern.compile("Listening on: http://[^:]+:(\\d+).*?http://[^:]+:(\\d+)");
    private static final long START_SECONDS = 120;

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<Matcher> listening = new CompletableFuture<>();

    private PackagedService(Process process) {
        this.process = process;
        // Read to its end, so that the service never waits for somebody to read its log.
        CompletableFuture.runAsync(this::readOutput, task -> daemon(task).start());
    }

    /**
     * Starts a service and waits until it listens.
     *
     * @param jar the {@code quarkus-run.jar}
     * @param configuration settings by name
     * @param jvmArguments such as {@code -Xmx128m}
     * @throws IllegalStateException with the service's output, when it does not start
     */
    public static PackagedService start(
            Path jar, Map<String, String> configuration, String... jvmArguments) {
        PackagedService service = launch(jar, configuration, jvmArguments);
        try {
            service.listening.get(START_SECONDS, TimeUnit.SECONDS);
            return service;
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            service.close();
            throw new IllegalStateException(
                    "The service does not start:\n" + String.join("\n", service.output()), e);
        }
    }

    /** Starts a service that must end by itself, and returns its output. */
    public static String startInVain(
            Path jar, Map<String, String> configuration, String... jvmArguments) {
        try (PackagedService service = launch(jar, configuration, jvmArguments)) {
            if (!service.process.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The service runs on");
            }
            if (service.process.exitValue() == 0) {
                throw new IllegalStateException("The service ended with status 0");
            }
            service.listening.handle((m, e) -> null).get(10, TimeUnit.SECONDS);
            return String.join("\n", service.output());
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return Integer.parseInt(listening.join().group(1));
    }

    public int managementPort() {
        return Integer.parseInt(listening.join().group(2));
    }

    public long pid() {
        return process.pid();
    }

    /** The lines that the service has written so far. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** The most memory that the process ever held, in KiB; from Linux's {@code /proc}. */
    public long peakResidentKibibytes() {
        try {
            return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(Long::parseLong)
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }

    private static PackagedService launch(
            Path jar, Map<String, String> configuration, String... jvmArguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(QUICK_START);
        command.addAll(List.of(jvmArguments));
        command.add("-Dquarkus.http.host=127.0.0.1");
        command.add("-Dquarkus.http.port=0");
        command.add("-Dquarkus.management.host=127.0.0.1");
        command.add("-Dquarkus.management.port=0");
        configuration.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add("-jar");
        command.add(jar.toAbsolutePath().toString());
        try {
            return new PackagedService(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void readOutput() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                Matcher found = LISTENING.matcher(line);
                if (found.find()) {
                    listening.complete(found);
                }
            }
        } catch (IOException e) {
            listening.completeExceptionally(e);
        }
        listening.completeExceptionally(new IOException("the service has ended"));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "service-output");
        thread.setDaemon(true);
        return thread;
    }
}
