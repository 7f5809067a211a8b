package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.describe.Description;
import dev.buildserver.agent.cached.describe.InsidePaths;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SolutionConfigurationsTest {
    private static final String TEXT =
            """
            <SolutionConfiguration>
              <ProjectConfiguration Project="{1}" AbsolutePath="/src/Lib/Lib.csproj" BuildProjectInSolution="True">Release|AnyCPU</ProjectConfiguration>
              <ProjectConfiguration Project="{2}" AbsolutePath="/src/App/App.csproj" BuildProjectInSolution="True">Release|x64<ProjectDependency Project="{1}" /></ProjectConfiguration>
              <ProjectConfiguration Project="{3}" AbsolutePath="/src/Old/Old.csproj" BuildProjectInSolution="False">Debug|AnyCPU</ProjectConfiguration>
            </SolutionConfiguration>""";

    @Test
    void aProjectThatIsToBeBuiltAfterAnotherIsBuilt() {
        // Given: the solution, not a reference, says what is built before App

        // When
        SolutionConfigurations configurations = of(TEXT);

        // Then
        assertThat(configurations.built())
                .containsExactlyInAnyOrder("Lib/Lib.csproj", "App/App.csproj");
    }

    @Test
    void theConfigurationOfAProjectIsALineOfItsKey() {
        // Given
        Projects projects = new Projects().add("App");
        String text = TEXT.replace("/src/App/", "/src/src/App/");

        // When / Then
        assertThat(of(text).linesFor(projects.get("App")))
                .isNotEqualTo(of(text.replace("x64", "x86")).linesFor(projects.get("App")));
    }

    private static SolutionConfigurations of(String text) {
        return SolutionConfigurations.of(
                new Description(List.of(), text, Map.of(), Map.of(), List.of()),
                new InsidePaths("/src", "/sdk"));
    }
}
