package dev.buildserver.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.e2e.source.SampleRepository;
import dev.buildserver.e2e.stack.Api;
import dev.buildserver.e2e.stack.RunningStack;
import dev.buildserver.e2e.stack.Stack;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code User → Stamp}, which has the time of day in an output, and {@code Plain} alone. */
@ExtendWith(RunningStack.class)
class VerificationIT {
    private static final Map<String, Object> CACHED = Map.of("strategy", "Cached");
    private static final String STAMP = "src/Stamp/Stamp.csproj";
    private static final String FILE = "src/Stamp/bin/Release/netstandard2.1/stamp.txt";

    @Test
    void whatIsNotDeterministicIsFoundToldAndKeptFromTheCacheUntilItIsLifted(Stack stack, Api api) {
        // Given
        SampleRepository repository = SampleRepository.ofFiles(stack, "stamp", files());
        Map<String, Object> job = Api.job("Stamped", repository.url(), "All.sln");
        job.put("runTests", false);
        job.put("createPackages", false);

        // When
        JsonPath first = build(api, job);
        await().atMost(Duration.ofMinutes(2)).until(() -> quarantine(api, "projectFile") != null);

        // Then
        assertThat(outcome(first, STAMP)).isEqualTo("Miss");
        assertThat(quarantine(api, "projectFile")).isEqualTo(STAMP);
        assertThat(quarantine(api, "differing[0].path")).isEqualTo(FILE);
        assertThat(quarantine(api, "dependents[0]")).isEqualTo("src/User/User.csproj");
        await().until(() -> health(api).getInt("verified") > 0);

        // And then
        JsonPath second = build(api, job);
        assertThat(outcome(second, "src/Plain/Plain.csproj")).isEqualTo("Hit");
        assertThat(outcome(second, STAMP)).isEqualTo("Uncacheable");
        assertThat(outcome(second, "src/User/User.csproj")).isEqualTo("Uncacheable");
        assertThat(second.getString("projects.find { it.project == '" + STAMP + "' }.reason"))
                .contains("quarantined", FILE);

        // And then
        Response lifted =
                api.as("admin")
                        .delete("/api/v1/cache/quarantine/" + quarantine(api, "quarantineId"));
        assertThat(lifted.statusCode()).as(lifted.asString()).isEqualTo(200);
        assertThat(outcome(build(api, job), STAMP)).as("the cache is empty").isEqualTo("Miss");
    }

    private static JsonPath build(Api api, Map<String, Object> job) {
        String id = api.submit(job, CACHED);
        api.awaitStatus(id, "Succeeded");
        return api.developer().get("/api/v1/builds/" + id + "/cache").jsonPath();
    }

    private static String outcome(JsonPath report, String project) {
        return report.getString("projects.find { it.project == '" + project + "' }.outcome");
    }

    private static JsonPath health(Api api) {
        return api.developer().get("/api/v1/cache/health").jsonPath();
    }

    private static String quarantine(Api api, String field) {
        return health(api).getString("quarantined.find { it.project == 'Stamped' }." + field);
    }

    private static Map<String, String> files() {
        Map<String, String> files = new HashMap<>();
        project(files, "Plain", "");
        project(
                files,
                "Stamp",
                """
                <Target Name="Stamp" AfterTargets="Build">
                  <!-- The shell's own clock: a program that tells the time would be noticed. -->
                  <Exec Command="bash -c 'echo $EPOCHREALTIME' > $(OutDir)stamp.txt" />
                </Target>
                """);
        project(
                files,
                "User",
                """
                <ItemGroup><ProjectReference Include="../Stamp/Stamp.csproj" /></ItemGroup>
                """);
        files.put("All.sln", solution("Plain", "Stamp", "User"));
        return files;
    }

    private static String solution(String... names) {
        StringBuilder projects = new StringBuilder();
        StringBuilder configurations = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            String id = "{00000000-0000-0000-0000-00000000000" + i + "}";
            projects.append(
                    ("Project(\"{9A19103F-16F7-4668-BE54-9A1E7A4F7556}\") = \"%1$s\","
                                    + " \"src\\%1$s\\%1$s.csproj\", \"%2$s\"\nEndProject\n")
                            .formatted(names[i], id));
            for (String kind : new String[] {"ActiveCfg", "Build.0"}) {
                configurations.append(
                        "    %s.Release|Any CPU.%s = Release|Any CPU\n".formatted(id, kind));
            }
        }
        return """

                Microsoft Visual Studio Solution File, Format Version 12.00
                %sGlobal
                  GlobalSection(SolutionConfigurationPlatforms) = preSolution
                    Release|Any CPU = Release|Any CPU
                  EndGlobalSection
                  GlobalSection(ProjectConfigurationPlatforms) = postSolution
                %s  EndGlobalSection
                EndGlobal
                """
                .formatted(projects, configurations);
    }

    private static void project(Map<String, String> files, String name, String content) {
        files.put(
                "src/%1$s/%1$s.csproj".formatted(name),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                  %s
                </Project>
                """
                        .formatted(content));
        files.put("src/%1$s/%1$s.cs".formatted(name), "public class " + name + " { }");
    }
}
