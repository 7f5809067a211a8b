package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.testing.dotnet.DotnetSdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Somebody who takes what was published and runs it. */
final class AppUser {
    private final Path work;
    private final DotnetSdk sdk = DotnetSdk.find();

    /**
     * @param work a folder of theirs
     */
    AppUser(Path work) {
        this.work = work;
    }

    /** Unpacks, permissions included. */
    Path unzip(Path zip) throws IOException {
        Path folder = Files.createDirectories(work.resolve("unzipped-" + zip.getFileName()));
        try (ZipFile file = ZipFile.builder().setPath(zip).get()) {
            for (ZipArchiveEntry entry : Collections.list(file.getEntries())) {
                Path target = folder.resolve(entry.getName());
                Files.createDirectories(target.getParent());
                Files.copy(file.getInputStream(entry), target);
                assertThat(target.toFile().setExecutable((entry.getUnixMode() & 0100) != 0))
                        .isTrue();
            }
        }
        return folder;
    }

    /** Runs a program on this machine's .NET. Returns what it wrote. */
    String execute(Path program, String... arguments) throws IOException, InterruptedException {
        Path log = Files.createTempFile(work, "run", ".log");
        ProcessBuilder builder = new ProcessBuilder(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(sdk.environment());
        Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        return Files.readString(log);
    }
}
