package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatedFilesTest {
    private static final Set<String> BEFORE = Set.of("src/A.cs", "src/App.Version.cs", "notes.md");

    @ParameterizedTest
    @CsvSource({
        "<V>$([System.IO.File]::ReadAllText('$(Here)notes.md'))</V>, notes.md, true",
        "<V>$([system.io.file]::ReadAllText('$(Here)notes.md'))</V>, notes.md, true",
        "<V>$([System.IO.File]::ReadAllText('$(Name).Version.cs'))</V>, src/App.Version.cs, true",
        "<V>$([System.IO.File]::ReadAllText('$(Name).Version.cs'))</V>, src/A.cs, false",
        "<V Condition=\"Exists('notes.md')\" />, notes.md, false",
        "<V Condition=\"Exists('feature.md')\" />, feature.md, true",
        "<V Condition=\"Exists('feature.md')\" />, other.md, false",
        "<V Condition=\"Exists('$(Name).feature.md')\" />, src/App.feature.md, true",
        "<V>$([MSBuild]::GetDirectoryNameOfFileAbove('x'; 'root.md'))</V>, src/root.md, true",
        "<V>$([System.IO.Directory]::GetFiles('src').Length)</V>, src/B.cs, true",
        "<V>$([System.IO.Directory]::GetFiles('src').Length)</V>, src/A.cs, false",
        "<L Include=\"$([System.IO.File]::ReadAllLines('notes.md'))\" />, notes.md, true",
        "<V>$([System.IO.File]::Exists('x'))</V><C Include='../src/A.cs' />, src/A.cs, false",
        "<V>$([System.IO.Directory]::GetParent('src'))</V>, src/B.cs, false",
        "<V Condition=\"Exists('feature')\" />, src/feature/x/y.md, true",
        "<V Condition=\"Exists('src')\" />, src/x.md, false",
        "<V>$([System.IO.File]::Exists('x'))</V><L>%(Filename).cs</L>, src/A.cs, false",
        "<R Include='x' Condition=\"'@(Doc)' == ''\" />, docs/new.md, true",
        "<R Include='x' Condition=\"'@(Doc)' == ''\" />, notes.md, false",
        "<Target><NoWarn Condition=\"'@(Doc)' == ''\">x</NoWarn></Target>, docs/new.md, true",
        "<None Update='notes.md' />, notes.md, false",
        "<None Update='feature.md' />, feature.md, false",
    })
    void whatAnEvaluationMayDependOnIsCritical(String text, String changed, boolean critical) {
        assertThat(critical(text, changed)).isEqualTo(critical);
    }

    @ParameterizedTest
    @CsvSource({
        "<V>$([System.IO.File]::ReadAllText('$(Root).git/HEAD'))</V>, true",
        "<H>$(Root)\\.git\\HEAD</H><V>$([System.IO.File]::ReadAllText($(H)))</V>, true",
        "<V>$([System.IO.File]::ReadAllText('a.md'))</V><U>https://x/a.git</U>, false",
        "<V>$([System.IO.File]::ReadAllText('.gitignore'))</V>, false",
        "<V Condition=\"Exists('.git/HEAD')\" />, false",
        "<V>$([System.IO.File]::ReadAllText('a.md'))</V><Exec Command='cat .git/HEAD' />, false"
    })
    void theCommitAloneMayDecide(String text, boolean decides) {
        ProjectTexts texts = new ProjectTexts(Map.of("a.csproj", text));
        assertThat(new EvaluatedFiles(texts).lookAtGit()).isEqualTo(decides);
    }

    @ParameterizedTest
    @CsvSource({
        "<ReadLinesFromFile File='notes.md' />, notes.md, true",
        "<ReadLinesFromFile File='@(N)' /><N Include='notes.md' />, notes.md, true",
        "<ReadLinesFromFile File='notes.md' />, src/A.cs, false",
        "<ReadLinesFromFile File='x.txt' /><None Include='notes.md' />, notes.md, false",
        "<ReadLinesFromFile Condition='x' File='$(Name).Version.cs' />, src/App.Version.cs, true",
        "<ReadLinesFromFile File='$(N)' /><N>$(Here)/notes.md</N>, notes.md, true",
    })
    void whatATargetTakesOptionsFromIsCritical(String text, String changed, boolean critical) {
        assertThat(critical("<Target>" + text + "<NoWarn>$(X)</NoWarn></Target>", changed))
                .isEqualTo(critical);
        assertThat(critical("<Target>" + text + "<Version /></Target>", changed)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "<V>1.0.$([System.DateTime]::UtcNow.ToString('Hmm'))</V>, notes.md, true",
        "<V>1.0.$([System.DateTimeOffset]::Now.Year)</V>, notes.md, true",
        "<V>1.0.0</V>, new.md, false",
        "<P Include='P' Condition=\"'@(Doc)' != ''\" />, new.md, true",
        "<P Include='P' Condition=\"'@(Doc)' != ''\" />, notes.md, false",
        "<P Include='P' Condition=\"'$(Doc)' != ''\" />, new.md, false",
        "<Target Name='T' BeforeTargets='X;_GenerateRestoreGraph' />, notes.md, true",
        "<Target AfterTargets = 'CollectPackageReferences' Name='T' />, notes.md, true",
        "<Project InitialTargets='T'><Target Name='T' /></Project>, notes.md, true",
        "<Target Name='T' BeforeTargets='Build' />, notes.md, false",
        "<Target><P Condition=\"'@(Doc)' != ''\" /></Target>, new.md, false"
    })
    void packagesMayBeOthersThoughNoProjectChanged(String text, String changed, boolean others) {
        ProjectTexts texts = new ProjectTexts(Map.of("a.csproj", text));
        assertThat(new EvaluatedFiles(texts).decideOnPackages(List.of(changed), BEFORE))
                .isEqualTo(others);
    }

    @Test
    void theNameMayStandInAnotherFileThanTheFunction() {
        // Given
        ProjectTexts texts =
                new ProjectTexts(
                        Map.of(
                                "a.props",
                                "<Version>$([System.IO.File]::ReadAllText($(VersionFile)))</Version>",
                                "a.csproj",
                                "<VersionFile>notes.md</VersionFile>"));

        // When / Then
        assertThat(new EvaluatedFiles(texts).critical(List.of("notes.md", "src/A.cs"), BEFORE))
                .containsExactly("notes.md");
    }

    private static boolean critical(String text, String changed) {
        ProjectTexts texts = new ProjectTexts(Map.of("a.csproj", text));
        return !new EvaluatedFiles(texts).critical(List.of(changed), BEFORE).isEmpty();
    }
}
