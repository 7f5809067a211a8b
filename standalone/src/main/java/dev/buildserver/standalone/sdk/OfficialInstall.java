package dev.buildserver.standalone.sdk;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;

/**
 * The vendor's install script.
 *
 * @param script its address
 * @param channel which SDK, such as {@code LTS} or {@code 8.0}
 */
record OfficialInstall(URI script, String channel, Progress progress, FolderWatch watch)
        implements SdkSource {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(4);
    private static final Duration SCRIPT_WITHIN = Duration.ofSeconds(20);
    private static final Duration INSTALL_WITHIN = Duration.ofMinutes(15);
    private static final int OK = 200;

    @Override
    public String cacheName() {
        return "dotnet-sdk-" + channel.replaceAll("[^A-Za-z0-9.]", "_");
    }

    @Override
    public String description() {
        return "the official install script (" + script + ")";
    }

    @Override
    public void fetch(Path target) throws IOException {
        Path file = Files.createTempFile("dotnet-install-", ".sh");
        try {
            download(file);
            install(file, target);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void download(Path file) throws IOException {
        HttpClient client =
                HttpClient.newBuilder()
                        .connectTimeout(CONNECT_WITHIN)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
        try {
            HttpResponse<Path> response =
                    client.send(
                            HttpRequest.newBuilder(script).timeout(SCRIPT_WITHIN).build(),
                            HttpResponse.BodyHandlers.ofFile(file));
            if (response.statusCode() != OK) {
                throw new IOException("it answers with status " + response.statusCode());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (java.net.ConnectException | java.net.http.HttpTimeoutException e) {
            throw new IOException("it can't be reached", e);
        }
        if (!Files.readString(file).startsWith("#!")) {
            throw new IOException("what is there is no script");
        }
    }

    private void install(Path file, Path target) throws IOException {
        try (ProgressBar bar = progress.bytes("Installing the .NET SDK", -1)) {
            Command.Result result =
                    watch.during(
                            target,
                            bar,
                            () ->
                                    new Command(
                                                    List.of(
                                                            "bash",
                                                            file.toString(),
                                                            "--channel",
                                                            channel,
                                                            "--install-dir",
                                                            target.toString(),
                                                            "--no-path"),
                                                    Map.of(),
                                                    target,
                                                    INSTALL_WITHIN)
                                            .run());
            if (!result.succeeded()) {
                throw new IOException("the script fails: " + result.summary());
            }
        }
    }
}
