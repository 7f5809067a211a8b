package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LookedForOutputsTest {
    private static final String PROJECT = "a/A.csproj";
    private static final List<String> TRACKED = List.of(PROJECT, "a/data.md", "build/x.props");

    @TempDir private Path tree;

    @BeforeEach
    void aTreeWithOutputs() throws Exception {
        for (String path :
                List.of(
                        PROJECT,
                        "a/data.md",
                        "a/obj/project.assets.json",
                        "a/obj/gen.props",
                        "a/bin/Release/data.md",
                        "build/x.props")) {
            Path file = tree.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Exists('obj/gen.props') | true",
                "Exists('obj\\gen.props') | true",
                "exists( '$(MSBuildProjectDirectory)/obj/gen.props' ) | true",
                "Exists('$(MSBuildThisFileDirectory)../a/bin/Release') | true",
                "Exists('$(Anything)gen.props') | true",
                "Exists('$(OutDir)') | true",
                "$([System.IO.File]::ReadAllText('bin/Release/data.md')) | true",
                "$([System.IO.Directory]::Exists('bin')) | true",
                "Exists('@(Stamp)') | true",
                "<Old Include=\"@(Stamp->Exists())\" /> | true",
                "<F>obj/gen.props</F><P Condition=\"Exists('$(F)')\" /> | true",
                "<HintPath>bin\\Release</HintPath> | true",
                "<Reference Include='x' HintPath='bin/Release/data.md' /> | true",
                "<HintPath>lib/x.dll</HintPath> | false",
                "Exists('obj') | false",
                "Exists('data.md') | false",
                "Exists('obj/project.assets.json') | false",
                "Exists('$(Unknown)') | false",
                "<F>$(F)</F><P Condition=\"Exists('$(F)')\" /> | false",
                "Include='bin/Release/data.md' | false",
            })
    void whatALookFindsOnlyTheSecondTimeIsTold(String text, boolean found) throws Exception {
        assertThat(found(PROJECT, text).isPresent()).isEqualTo(found);
    }

    @Test
    void whatIsRelativeInAnImportIsSoToEachProject() throws Exception {
        assertThat(found("build/x.props", "Exists('obj/gen.props')"))
                .contains("build/x.props looks for obj/gen.props, which the last build made");
    }

    @ParameterizedTest
    @CsvSource({
        "<Target AfterTargets='Build' Condition=\"Exists('../a/bin/Release')\"></Target>A.csproj, false",
        "<Target BeforeTargets='CoreCompile'><X Condition=\"Exists('../a/bin/Release')\" /></Target>A.csproj, false",
        "<Target BeforeTargets='BeforeBuild'><X Condition=\"Exists('../a/bin/Release')\" /></Target>A.csproj, true",
        "<Target Name='T' Condition=\"Exists('../a/bin/Release')\"></Target>A.csproj, true",
        "<Target AfterTargets='Build' Condition=\"Exists('../a/bin/Release')\"></Target>, true",
        "<Target AfterTargets='Build'></Target><P Condition=\"Exists('../a/bin/Release')\" />A.csproj, true"
    })
    void whatAReferenceMadeIsThereWhenATargetRunsAfterIt(String text, boolean found)
            throws Exception {
        assertThat(found("b/B.csproj", text).isPresent()).isEqualTo(found);
    }

    @Test
    void outputsThatAreRemovedAreNotFound() throws Exception {
        // Given
        ProjectTexts texts = new ProjectTexts(Map.of(PROJECT, "Exists('obj/gen.props')"));

        // When / Then
        assertThat(new LookedForOutputs(tree, TRACKED, texts).found(List.of(PROJECT))).isEmpty();
    }

    private Optional<String> found(String file, String text) throws Exception {
        Map<String, String> texts =
                file.equals(PROJECT) ? Map.of(PROJECT, text) : Map.of(PROJECT, "", file, text);
        return new LookedForOutputs(tree, TRACKED, new ProjectTexts(texts)).found(List.of());
    }
}
