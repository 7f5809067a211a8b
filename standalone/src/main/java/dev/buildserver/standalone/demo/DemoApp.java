package dev.buildserver.standalone.demo;

import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.DownloadListener;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.standalone.folder.LauncherException;
import dev.buildserver.standalone.sdk.Command;
import dev.buildserver.standalone.sdk.DotnetSdk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The published app: downloaded, checked against its hash, unpacked and run. */
final class DemoApp {
    private static final String ASSEMBLY = "greet.dll";
    private static final Duration WITHIN = Duration.ofSeconds(60);

    private final BuildServerClient client;
    private final DotnetSdk sdk;

    DemoApp(BuildServerClient client, DotnetSdk sdk) {
        this.client = client;
        this.sdk = sdk;
    }

    /**
     * What the app prints.
     *
     * @param folder made for it
     */
    String run(ArtifactView artifact, Path folder) {
        try {
            Path zip = Files.createDirectories(folder).resolve(artifact.name());
            client.download(artifact, zip, DownloadListener.NONE);
            Path app = Files.createDirectory(folder.resolve("app"));
            unpack(zip, app);
            Command.Result result =
                    new Command(
                                    List.of(
                                            sdk.program().toString(),
                                            app.resolve(ASSEMBLY).toString()),
                                    sdk.environment(),
                                    app,
                                    WITHIN)
                            .run();
            if (!result.succeeded()) {
                throw new LauncherException("The app fails: " + result.output());
            }
            return result.output().strip();
        } catch (IOException e) {
            throw new LauncherException("The app can't be run: " + e, e);
        }
    }

    private static void unpack(Path zip, Path target) throws IOException {
        try (InputStream file = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(file)) {
            for (ZipEntry entry = entries.getNextEntry();
                    entry != null;
                    entry = entries.getNextEntry()) {
                Path place = target.resolve(entry.getName()).normalize();
                if (!place.startsWith(target)) {
                    throw new IOException("an entry lies outside of the zip: " + entry.getName());
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(place.getParent());
                    Files.copy(entries, place);
                }
            }
        }
    }
}
