package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SolutionPathTest {
    @ParameterizedTest
    @CsvSource({
        "MyApp.sln, MyApp.sln",
        "MyApp.SLNX, MyApp.SLNX",
        "a.slnf, a.slnf",
        "src\\App\\App.csproj, src/App/App.csproj",
        "./src/./App.fsproj, src/App.fsproj",
        "src/My App (x86)/a.vbproj, src/My App (x86)/a.vbproj",
        "..a/b...proj, ..a/b...proj",
        "über/ü.sln, über/ü.sln"
    })
    void pathsAreNormalized(String path, String normalized) {
        assertThat(SolutionPath.objection(path)).isEmpty();
        assertThat(SolutionPath.normalized(path)).isEqualTo(normalized);
    }
}
