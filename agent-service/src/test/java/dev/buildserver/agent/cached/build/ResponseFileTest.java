package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.agent.cached.describe.UnfitSolutionException;
import dev.buildserver.agent.cached.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@more.rsp",
                "-warnaserror\n  @%MSBuildThisFileDirectory%more.rsp",
                "-nologo \"@more.rsp\""
            })
    void oneThatTakesOptionsFromAnotherIsRefused(String text) throws IOException {
        // Given
        Files.writeString(folder.resolve("Directory.Build.rsp"), text);

        // When / Then
        assertThatThrownBy(this::check)
                .isInstanceOf(UnfitSolutionException.class)
                .hasMessageContaining("another file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "# see @more.rsp", "-p:Mail=me@home", "-warnaserror"})
    void othersAreInTheKey(String text) throws IOException {
        // Given
        Files.writeString(folder.resolve("Directory.Build.rsp"), text);

        // When / Then
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    @Test
    void thereNeedNotBeOne() {
        assertThatCode(this::check).doesNotThrowAnyException();
    }

    private void check() throws IOException {
        ResponseFile.check(folder, "src/All.sln", Tree.of(folder, "c1"));
    }
}
