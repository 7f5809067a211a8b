package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.agent.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Properties of one build whose values mean something to shells, MSBuild or its files. */
class PropertyValuesIT {
    private static final List<String> VALUES =
            List.of(
                    "plain",
                    "a;b,c",
                    "100% %3B \"quoted\" 'single'",
                    "$(Configuration) @(Compile) *?",
                    "back\\slash and trailing\\",
                    "  spaces  around  ",
                    "ünïcødé €");

    @TempDir static Path work;
    private static String printed;

    static List<String> values() {
        return VALUES;
    }

    @BeforeAll
    static void buildAndRun() throws Exception {
        Bench bench = new Bench(work);
        Source source =
                Source.app(work.resolve("src"), bench)
                        .file("more.targets", "<Project><ItemGroup>" + attributes())
                        .file(
                                "Program.cs",
                                """
                                using System.Linq;
                                using System.Reflection;
                                class Program { static void Main() => System.Console.Write(
                                  string.Concat(typeof(Program).Assembly
                                  .GetCustomAttributes<AssemblyMetadataAttribute>()
                                  .Select(a => a.Key + "[" + a.Value + "]"))); }
                                """);
        JobOptions job = JobOptions.of("App.csproj").buildOnly();
        VALUES.forEach(value -> job.property(name(value), value));
        ExecutionResult result = bench.run(source.root(), job);
        assertThat(result.outcome()).as(bench.report.text()).isEqualTo(Outcome.SUCCEEDED);
        printed =
                new AppUser(bench.work)
                        .execute(
                                source.root()
                                        .resolve("bin/Release/" + bench.appFramework() + "/App"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void aPropertyArrivesAsItIs(String value) {
        assertThat(printed).contains(name(value) + "[" + value + "]");
    }

    private static String attributes() {
        StringBuilder attributes = new StringBuilder();
        for (String value : VALUES) {
            attributes.append(
                    """
                    <AssemblyAttribute Include="System.Reflection.AssemblyMetadataAttribute">
                      <_Parameter1>%1$s</_Parameter1><_Parameter2>$(%1$s)</_Parameter2>
                    </AssemblyAttribute>
                    """
                            .formatted(name(value)));
        }
        return attributes + "</ItemGroup></Project>";
    }

    private static String name(String value) {
        return "Value" + VALUES.indexOf(value);
    }
}
