package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFoldersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OutputPath",
                "OUTDIR",
                "BaseOutputPath",
                "IntermediateOutputPath",
                "BaseIntermediateOutputPath",
                "MSBuildProjectExtensionsPath",
                "PublishDir",
                "packageoutputpath",
                "ArtifactsPath"
            })
    void anOutputOutsideOfTheCheckoutIsRefused(String name) {
        // Given
        String value = "/tmp/elsewhere/";
        // When, then
        assertThat(OutputFolders.objection(name, value))
                .hasValueSatisfying(why -> assertThat(why).contains("checkout"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tmp/x",
                " /tmp/x",
                "\\tmp",
                "\\\\server\\share",
                "C:\\out",
                "c:out",
                "..",
                "../out/",
                "bin/../../../out",
                "bin\\..\\..\\out",
                "%2Ftmp%2Fx",
                "%2e%2E/out"
            })
    void waysOutAreSeen(String value) {
        assertThat(OutputFolders.objection("OutputPath", value)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "OutputPath,bin/custom/",
        "OutputPath,bin\\custom\\",
        "OutDir,out..put/",
        "OutDir,''",
        "PublishDir,./publish",
        "DefineConstants,/tmp/x",
        "AssemblyOriginatorKeyFile,../key.snk"
    })
    void otherValuesPass(String name, String value) {
        assertThat(OutputFolders.objection(name, value)).isEmpty();
    }
}
