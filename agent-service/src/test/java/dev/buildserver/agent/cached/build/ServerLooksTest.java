package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the compiler server reads for whom. */
class ServerLooksTest extends TracedBuild {
    @Test
    void aSourceOfAnotherProjectIsSeenByWhomALineLeadsThere() throws IOException {
        // Given: Lib only speaks of it
        Files.writeString(folder.resolve("src/App/a.cs"), "#line 1 \"../Other/o.cs\"");
        Files.createDirectories(folder.resolve("src/Lib"));
        Files.writeString(folder.resolve("src/Lib/l.cs"), "// like \"../Other/o.cs\"");
        build("App");
        build("Lib");
        rest.add(read("/src/src/Other/o.cs"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/Other/o.cs");
        assertThat(observe("Lib").accesses()).isEmpty();
    }

    @Test
    void optionsThatAreReadLeadToSourcesOfOthers() throws IOException {
        // Given
        Files.writeString(folder.resolve("src/App/a.cs"), "options");
        Files.writeString(folder.resolve("src/App/options.rsp"), "-nologo ../Other/o.cs");
        build("App");
        rest.add(read("/src/src/App/options.rsp"));
        rest.add(read("/src/src/Other/o.cs"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/Other/o.cs");
    }

    @Test
    void whatACompilerReadsIsSeenByUsersOfWhoNamesIt() throws IOException {
        // Given: a constant of Lib has the name
        Files.writeString(folder.resolve("src/Other/key.snk"), "key");
        Files.createDirectories(folder.resolve("src/Lib"));
        Files.writeString(folder.resolve("src/Lib/l.cs"), "const string F = \"key.snk\";");
        build("App");
        build("Tasks");
        hit("Lib");
        rest.add(read("/src/src/Other/key.snk"));

        // When / Then
        assertThat(observe("App").accesses())
                .extracting(Observed::path)
                .containsExactly("src/Other/key.snk");
        assertThat(observe("Tasks").accesses()).isEmpty();
    }

    @Test
    void whatACompilerReadsAndNobodyNamesCountsForEvery() throws IOException {
        // Given: Other was not built, so that another one was led there
        Files.writeString(folder.resolve("src/Other/o.cs"), "[AssemblyKeyFile(\"key.snk\")]");
        Files.writeString(folder.resolve("src/Other/key.snk"), "key");
        build("App");
        build("Tasks");
        hit("Other");
        rest.add(read("/src/src/Other/key.snk"));

        // When / Then
        for (String name : List.of("App", "Tasks")) {
            assertThat(observe(name).accesses())
                    .extracting(Observed::path)
                    .containsExactly("src/Other/key.snk");
        }
    }
}
