package dev.buildserver.standalone.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSourcesTest {
    @TempDir Path home;

    @Test
    void withoutAFileNothingIsConfigured() {
        assertThat(PackageSources.configured(home)).isFalse();
    }

    @Test
    void theFileThatNugetWritesByItselfDoesNotCount() throws Exception {
        // Given
        write("<packageSources><add key=\"nuget.org\" value=\"x\"/></packageSources>");
        // When, Then
        assertThat(PackageSources.configured(home)).isFalse();
    }

    @Test
    void aSourceOfTheUserCounts() throws Exception {
        // Given
        write("<packageSources><clear/><add key=\"ours\" value=\"x\"/></packageSources>");
        // When, Then
        assertThat(PackageSources.configured(home)).isTrue();
    }

    @Test
    void otherSectionsDoNotCount() throws Exception {
        // Given
        write("<config><add key=\"http_proxy\" value=\"x\"/></config>");
        // When, Then
        assertThat(PackageSources.configured(home)).isFalse();
    }

    private void write(String content) throws Exception {
        Path file = home.resolve(".nuget/NuGet/NuGet.Config");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "<configuration>" + content + "</configuration>");
    }
}
