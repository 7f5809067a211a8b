package dev.buildserver.agent.toolchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequest;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GlobalJsonTest {
    @TempDir Path folder;

    @Test
    void readsAllMembersAndComments() throws IOException {
        assertThat(
                        read(
                                """
                                {
                                  // why: see the readme
                                  "sdk": {
                                    "version": "8.0.100", /* pinned */
                                    "rollForward": "latestFeature",
                                    "allowPrerelease": false,
                                  },
                                  "msbuild-sdks": { "Some.Sdk": "1.0.0" }
                                }
                                """))
                .isEqualTo(
                        new SdkRequest(
                                SdkVersion.parse("8.0.100"),
                                RollForward.LATEST_FEATURE,
                                false,
                                false));
    }

    @Test
    void aVersionAloneRollsForwardToTheLatestPatch() throws IOException {
        assertThat(read("\uFEFF{\"sdk\":{\"version\":\"8.0.100\"}}"))
                .isEqualTo(
                        new SdkRequest(
                                SdkVersion.parse("8.0.100"),
                                RollForward.LATEST_PATCH,
                                true,
                                false));
    }

    @Test
    void withoutAnSdkAnyWillDo() throws IOException {
        assertThat(read("{\"msbuild-sdks\":{}}")).isEqualTo(SdkRequest.NEWEST);
        assertThat(read("{\"sdk\":{\"version\":\"latest\"}}")).isEqualTo(SdkRequest.NEWEST);
    }

    @Test
    void placesOfItsOwnAreNoticed() throws IOException {
        assertThat(
                        read("{\"sdk\":{\"version\":\"8.0.100\",\"paths\":[\".dotnet\"]}}")
                                .otherPlaces())
                .isTrue();
    }

    @Test
    void whatIsNoJsonIsSaid() {
        assertThatThrownBy(() -> read("{ sdk"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("global.json is no JSON");
    }

    @Test
    void theNearestFileCountsAndNoneAboveTheTree() throws IOException {
        // Given
        Files.writeString(folder.resolve("global.json"), "{}");
        Path root = Files.createDirectories(folder.resolve("root"));
        Path deep = Files.createDirectories(root.resolve("a/b"));

        // When
        Optional<Path> outside = GlobalJson.find(deep, root);
        Files.writeString(root.resolve("global.json"), "{}");
        Optional<Path> top = GlobalJson.find(deep, root);
        Files.writeString(root.resolve("a/global.json"), "{}");
        Optional<Path> nearest = GlobalJson.find(deep, root);

        // Then
        assertThat(outside).isEmpty();
        assertThat(top).contains(root.resolve("global.json"));
        assertThat(nearest).contains(root.resolve("a/global.json"));
    }

    private SdkRequest read(String text) throws IOException {
        return GlobalJson.read(Files.writeString(folder.resolve("x.json"), text));
    }
}
