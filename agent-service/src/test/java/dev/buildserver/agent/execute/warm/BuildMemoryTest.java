package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildMemoryTest {
    @TempDir private Path tree;
    private BuildMemory memory;

    @BeforeEach
    void aRepositoryOfOneProject() throws Exception {
        Files.writeString(tree.resolve("A.csproj"), "<Project />");
        try (Git git = Git.init().setDirectory(tree.toFile()).call()) {
            git.add().addFilepattern(".").call();
        }
        memory =
                new BuildMemory(tree, "options", Map.of("Docs", "notes"), UnaryOperator.identity());
    }

    @Test
    void aBuildGoesOnFromTheLastOne() throws Exception {
        // Given
        memory.remember(List.of(), List.of());

        // When / Then
        assertThat(memory.decide().anew()).isFalse();
    }

    @Test
    void whatRestoreToldIsKnownApart() throws Exception {
        // Given
        Diagnostic ofRestore = warning("NU1701", "A.csproj");

        // When
        memory.remember(List.of(ofRestore, warning("CS0219", "A.cs")), List.of(ofRestore));

        // Then
        assertThat(memory.ofRestore()).containsExactly(ofRestore);
        assertThat(memory.diagnostics()).hasSize(2);
    }

    @Test
    void outputsThatAPatternOfItemsMatchesAreNotBuiltUpon() throws Exception {
        // Given
        Files.writeString(
                tree.resolve("A.csproj"),
                "<Project><ItemGroup><Content Include='**/*.md' /></ItemGroup></Project>");
        Files.createDirectories(tree.resolve("bin"));
        Files.writeString(tree.resolve("bin/notes.md"), "");
        memory.remember(List.of(), List.of());

        // When
        Decision decision = memory.decide();

        // Then
        assertThat(decision)
                .isEqualTo(
                        Decision.everything(
                                "**/*.md in A.csproj matches bin/notes.md of the last build"));
    }

    @Test
    void warningsThatOnlyRestoreTellsHaveItRunAgain() throws Exception {
        // Given
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/project.assets.json"), "{}");

        // When / Then
        memory.remember(List.of(warning("NU1701", "A.csproj")), List.of());
        assertThat(memory.decide().restore()).isFalse();

        memory.remember(List.of(warning("NU1503", "A.sln")), List.of());
        assertThat(memory.decide().restore()).isTrue();

        memory.remember(List.of(warning("NU1603", "A.csproj")), List.of());
        assertThat(memory.decide().restore()).isTrue();
    }

    @Test
    void aLockFileThatACheckoutRemovedHasRestoreRunAgain() throws Exception {
        // Given
        Path lock = tree.resolve("packages.lock.json");
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/project.assets.json"), "{}");
        Files.writeString(lock, "{}");
        memory.remember(List.of(), List.of());
        assertThat(memory.decide().restore()).isFalse();

        // When
        Files.delete(lock);

        // Then
        assertThat(memory.decide().restore()).isTrue();
    }

    @Test
    void aVersionThatFollowsTheClockHasRestoreRunAgain() throws Exception {
        // Given: restore writes it down for whoever refers to the project
        Files.writeString(
                tree.resolve("A.csproj"),
                "<Project><PropertyGroup><Version>1.0.$([System.DateTime]::UtcNow.Day)</Version>"
                        + "</PropertyGroup></Project>");
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/project.assets.json"), "{}");
        memory.remember(List.of(), List.of());

        // When / Then
        assertThat(memory.decide().restore()).isTrue();
    }

    @Test
    void aSourceThatIsOlderThanTheLastBuildIsNotNoticed() throws Exception {
        // Given
        memory.remember(List.of(), List.of());
        Path changed = tree.resolve("A.cs");
        Files.writeString(changed, "");
        try (Git git = Git.open(tree.toFile())) {
            git.add().addFilepattern(".").call();
        }
        assertThat(memory.decide().anew()).isFalse();

        // When
        Files.setLastModifiedTime(changed, FileTime.from(Instant.now().minusSeconds(60)));

        // Then
        assertThat(memory.decide())
                .isEqualTo(
                        Decision.everything(
                                "A.cs changed, but is older than the last build: a clock was set"));
    }

    @ParameterizedTest
    @CsvSource({"A.cs, true", "A.proto, false", "Views/A.cshtml, true"})
    void projectsOfWhichOtherToolsThanCompilersWarnedAreBuiltAnew(String file, boolean built)
            throws Exception {
        // Given
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/A.dll"), "");

        // When
        memory.prepare(List.of(warning("AB123", file)));

        // Then
        assertThat(Files.exists(tree.resolve("obj/A.dll"))).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource({
        "<ProjectReference Include='R.csproj' OutputItemType='Analyzer' />, false",
        "<Analyzer Include='R.dll' />, false",
        "<CompilerResponseFile>options.rsp</CompilerResponseFile>, false",
        "<CscAdditionalOptions>/recurse:../*.cs</CscAdditionalOptions>, false",
        "<CscAdditionalOptions>/errorendlocation</CscAdditionalOptions>, true",
        "<PackageReference Include='R' />, true"
    })
    void projectsWhoseCompilersMayReadAnyFileAreBuiltAnew(String text, boolean built)
            throws Exception {
        // Given: analyzers, files of options, patterns of sources
        Files.writeString(tree.resolve("A.csproj"), "<Project>" + text + "</Project>");
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/A.dll"), "");

        // When
        memory.prepare(List.of());

        // Then
        assertThat(Files.exists(tree.resolve("obj/A.dll"))).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource({
        "<TargetFrameworks>a;b</TargetFrameworks>, CS0219, false",
        "<targetframeworks >a;b</targetframeworks>, CS0219, false",
        "<ProjectReference Include='x' AdditionalProperties='V=2' />, CS0219, false",
        "<TargetFrameworks>a;b</TargetFrameworks>, MSB3277, true",
        "<TargetFramework>a</TargetFramework>, CS0219, true"
    })
    void projectsOfSeveralFrameworksTellAllTheirWarnings(String text, String code, boolean built)
            throws Exception {
        // Given: what is compiled for one of them says nothing of the others
        Files.writeString(tree.resolve("A.csproj"), "<Project>" + text + "</Project>");
        Files.createDirectories(tree.resolve("obj"));
        Files.writeString(tree.resolve("obj/A.dll"), "");

        // When
        memory.prepare(List.of(warning(code, "A.cs")));

        // Then
        assertThat(Files.exists(tree.resolve("obj/A.dll"))).isEqualTo(built);
    }

    @ParameterizedTest
    @CsvSource({
        "CS0219, Views/A.cshtml, Views/B.cshtml, true",
        "CS0219, Views/A.cshtml, B.cs, false",
        "CS0219, A.cs, Views/B.cshtml, false",
        "MSB3568, A.resx, B.resx, true",
        "MSB3568, A.resx, B.cs, false",
        "MSB3277, A.csproj, B.resx, false"
    })
    void warningsOfFilesThatAreCompiledApartAreNotGuessed(
            String code, String of, String changed, boolean anew) throws Exception {
        // Given
        memory.remember(List.of(warning(code, of)), List.of());
        Files.createDirectories(tree.resolve("Views"));
        Files.writeString(tree.resolve(changed), "");
        try (Git git = Git.open(tree.toFile())) {
            git.add().addFilepattern(".").call();
        }

        // When / Then
        assertThat(memory.decide().anew()).isEqualTo(anew);
    }

    @Test
    void filesOfASubmoduleAreNotKnown() throws Exception {
        // Given
        try (Git git = Git.open(tree.toFile())) {
            DirCache index = git.getRepository().lockDirCache();
            DirCacheEditor editor = index.editor();
            editor.add(
                    new DirCacheEditor.PathEdit("libs/sub") {
                        @Override
                        public void apply(DirCacheEntry entry) {
                            entry.setFileMode(FileMode.GITLINK);
                            entry.setObjectId(ObjectId.zeroId());
                        }
                    });
            assertThat(editor.commit()).isTrue();
        }
        memory.remember(List.of(), List.of());

        // When
        Decision decision = memory.decide();

        // Then
        assertThat(decision)
                .isEqualTo(
                        Decision.everything(
                                "libs/sub is a submodule, of which it is not known what changed"));
    }

    private static Diagnostic warning(String code, String file) {
        return new Diagnostic(Severity.WARNING, code, "text", file, 1, 1, "A.csproj");
    }
}
