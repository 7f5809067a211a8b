package dev.buildserver.agent.execute.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProjectOutputsTest {
    @TempDir Path folder;

    @Test
    void factsBecomeAnOutput() throws IOException {
        // Given
        write(
                "s/App.csproj/net8.0.txt",
                """
                \uFEFFMSBuildProjectFullPath=/s/App.csproj
                TargetFramework=net8.0
                TargetFrameworks=net8.0;net9.0
                Configuration=Release
                Platform=AnyCPU
                RuntimeIdentifier=linux-x64
                TargetPath=/s/bin/App=1.dll
                IntermediateAssembly=/s/obj/App=1.dll
                OutputType=WinExe
                IsTestProject=
                """);

        // When
        List<ProjectOutput> outputs = ProjectOutputs.read(folder);

        // Then
        assertThat(outputs)
                .containsExactly(
                        new ProjectOutput(
                                Path.of("/s/App.csproj"),
                                "net8.0",
                                true,
                                Optional.of("linux-x64"),
                                "Release",
                                "AnyCPU",
                                Path.of("/s/bin/App=1.dll"),
                                Optional.of(Path.of("/s/obj/App=1.dll")),
                                true,
                                false,
                                true,
                                true,
                                false));
        assertThat(outputs.get(0).variant()).isEqualTo("App-net8.0-linux-x64");
    }

    @ParameterizedTest
    @CsvSource({
        // OutputType, IsTestProject, IsPackable, IsPublishable, Web -> test, packable, app
        "Library,  ,      ,      ,      , false, true,  false",
        "Exe,      ,      ,      ,      , false, true,  true",
        "Exe,      True,  ,      ,      , true,  false, false",
        "exe,      ,      false, False, , false, false, false",
        "Library,  ,      ,      ,  true, false, true,  true"
    })
    void whatAProjectIs(
            String type,
            String isTest,
            String isPackable,
            String isPublishable,
            String web,
            boolean test,
            boolean packable,
            boolean app)
            throws IOException {
        // Given
        write(
                "p/net8.0.txt",
                """
                MSBuildProjectFullPath=/s/P.csproj
                TargetPath=/s/P.dll
                OutputType=%s
                IsTestProject=%s
                IsPackable=%s
                IsPublishable=%s
                UsingMicrosoftNETSdkWeb=%s
                """
                        .formatted(
                                type,
                                text(isTest),
                                text(isPackable),
                                text(isPublishable),
                                text(web)));

        // When
        ProjectOutput output = ProjectOutputs.read(folder).get(0);

        // Then
        assertThat(output.test()).isEqualTo(test);
        assertThat(output.packable()).isEqualTo(packable);
        assertThat(output.app()).isEqualTo(app);
    }

    @Test
    void singleFileAppsArePublishedByABuildOfTheirOwn() throws IOException {
        // Given
        write(
                "p/net8.0.txt",
                "MSBuildProjectFullPath=/s/P.csproj\nTargetPath=/s/P.dll\nPublishSingleFile=true\n");

        // Then
        assertThat(ProjectOutputs.read(folder).get(0).ownPublish()).isTrue();
    }

    @Test
    void whatIsNoDescriptionIsLeftOut() throws IOException {
        // Given
        write("p/none.txt", "nothing");
        write("p/other.md", "MSBuildProjectFullPath=/s/P.csproj\nTargetPath=/s/P.dll\n");

        // Then
        assertThat(ProjectOutputs.read(folder)).isEmpty();
        assertThat(ProjectOutputs.read(folder.resolve("absent"))).isEmpty();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }

    private void write(String path, String content) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
