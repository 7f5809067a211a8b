package dev.buildserver.agent.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageIdentityTest {
    private static final SystemDigest SYSTEM =
            new SystemDigest() {
                @Override
                String current() {
                    return "of this test";
                }
            };

    @TempDir Path folder;
    private long nanos;
    private ImageIdentity identity;
    private Path sdk;

    @BeforeEach
    void anSdk() throws Exception {
        identity = new ImageIdentity(folder.resolve("memory"), SYSTEM, this::later);
        sdk = tools("sdk");
    }

    @Test
    void equalToolsElsewhereAndLaterHaveTheSameName() throws Exception {
        // Given
        Path other = tools("elsewhere");
        Files.setLastModifiedTime(other.resolve("dotnet"), FileTime.fromMillis(0));

        // When, Then
        assertThat(name(other)).isEqualTo(name(sdk)).matches("sha256:[0-9a-f]{64}");
    }

    @Test
    void aChangeShowsEvenIfSizeAndTimeStay() throws Exception {
        // Given
        String before = name(sdk);
        Path file = sdk.resolve("dotnet");
        FileTime time = Files.getLastModifiedTime(file);

        // When
        Files.writeString(file, "dotnex");
        Files.setLastModifiedTime(file, time);

        // Then
        assertThat(name(sdk)).isNotEqualTo(before);
    }

    @Test
    void everythingThatABuildSeesCounts() throws Exception {
        // Given
        String before = name(sdk);

        // When, Then
        Files.move(sdk.resolve("lib/a"), sdk.resolve("lib/b"));
        String renamed = name(sdk);
        assertThat(renamed).isNotEqualTo(before);
        Files.setPosixFilePermissions(
                sdk.resolve("lib/b"), PosixFilePermissions.fromString("rwxr-xr-x"));
        String executable = name(sdk);
        assertThat(executable).isNotEqualTo(renamed);
        Files.createDirectory(sdk.resolve("empty"));
        String withFolder = name(sdk);
        assertThat(withFolder).isNotEqualTo(executable);
        Files.createSymbolicLink(sdk.resolve("link"), Path.of("lib"));
        String withLink = name(sdk);
        assertThat(withLink).isNotEqualTo(withFolder);
    }

    @Test
    void mountsCountIfTheyCanNotBeChanged() throws Exception {
        // Given
        Path injected = tools("injected");
        Mount readOnly = Mount.readOnly(injected, "/inj");

        // When, Then
        assertThat(name(List.of(readOnly))).isNotEqualTo(name(sdk));
        assertThat(name(List.of(Mount.readOnly(injected, "/other"))))
                .isNotEqualTo(name(List.of(readOnly)));
        assertThat(name(List.of(Mount.writable(injected, "/inj")))).isEqualTo(name(sdk));
    }

    @Test
    void aNameIsRememberedNotComputedAgain() throws Exception {
        // Given
        String before = name(sdk);
        Path memory = folder.resolve("memory");
        List<Path> known;
        try (var files = Files.list(memory)) {
            known = files.toList();
        }
        assertThat(known).hasSize(1);

        // When: what is remembered decides, also for another process
        Files.writeString(folder.resolve("x"), "another");
        Files.copy(folder.resolve("x"), known.get(0), StandardCopyOption.REPLACE_EXISTING);

        // Then
        identity = new ImageIdentity(memory, SYSTEM, this::later);
        assertThat(name(sdk)).isNotEqualTo(before);
    }

    @Test
    void filesAreLookedAtOnceASecond() throws Exception {
        // Given
        identity = new ImageIdentity(folder.resolve("memory"), SYSTEM, () -> nanos);
        String before = name(sdk);
        Files.writeString(sdk.resolve("dotnet"), "another one");

        // When, Then
        nanos = 1_000_000_000L;
        assertThat(name(sdk)).isEqualTo(before);
        nanos++;
        assertThat(name(sdk)).isNotEqualTo(before);
    }

    private long later() {
        nanos += 2_000_000_000L;
        return nanos;
    }

    private String name(Path root) throws Exception {
        return identity.of(plan(root, List.of()), List.of());
    }

    private String name(List<Mount> mounts) throws Exception {
        return identity.of(plan(sdk, mounts), List.of());
    }

    private SandboxPlan plan(Path root, List<Mount> mounts) {
        return new SandboxPlan(
                folder, root, folder, folder, mounts, false, Map.of(), Optional.empty());
    }

    private Path tools(String name) throws Exception {
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("dotnet"), "dotnet");
        Files.writeString(root.resolve("lib/a"), "a");
        return root;
    }
}
