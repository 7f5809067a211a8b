package dev.buildserver.cache.nuget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfiguredSourcesTest {
    @TempDir Path folder;

    @Test
    void sourcesThatCanBeAskedAreTakenInOrder() throws IOException {
        // Given
        Path file = folder.resolve("NuGet.Config");
        Files.writeString(
                file,
                """
                <configuration>
                  <packageSources>
                    <add key="before" value="https://before.example/index.json" />
                    <clear />
                    <add key="b" value="https://b.example/v3/index.json" protocolVersion="3" />
                    <add key="folder" value="../packages" />
                    <add key="off" value="https://off.example/v3/index.json" />
                    <add key="my private" value="https://private.example/v3/index.json" />
                    <add key="a" value="https://a.example/v3/index.json" />
                  </packageSources>
                  <disabledPackageSources><add key="off" value="true" /></disabledPackageSources>
                  <packageSourceCredentials><my_x0020_private>
                    <add key="Username" value="u" /></my_x0020_private></packageSourceCredentials>
                </configuration>
                """);
        // Then
        assertThat(ConfiguredSources.in(file))
                .containsExactly(
                        "https://b.example/v3/index.json",
                        folder.resolveSibling("packages").toString(),
                        "https://a.example/v3/index.json");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        Path missing = folder.resolve("missing.config");
        assertThatThrownBy(() -> ConfiguredSources.in(missing))
                .hasMessageContaining("buildserver.cache.nuget.config-file")
                .hasMessageContaining("missing.config");
    }
}
