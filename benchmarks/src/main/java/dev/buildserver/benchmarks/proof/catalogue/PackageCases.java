package dev.buildserver.benchmarks.proof.catalogue;

import dev.buildserver.benchmarks.proof.solution.Binaries;
import dev.buildserver.benchmarks.proof.solution.Nupkg;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Packages, from a feed in the repository. */
final class PackageCases {
    private static final String CONFIG =
            """
            <configuration>
              <packageSources><clear /><add key="local" value="feed" /></packageSources>
            </configuration>
            """;

    private PackageCases() {}

    static List<CatalogueCase> all() {
        Cases cases = new Cases();
        versions(cases);
        targets(cases);
        sdks(cases);
        return cases.all();
    }

    private static void versions(Cases cases) {
        cases.add(
                        "PackageBumped",
                        "Lib MISS, App MISS, Other HIT",
                        c -> {
                            uses(c, "Proof.Bumped", "1.0.0");
                            c.library("Other", "");
                            feed(c, "Proof.Bumped", "1.1.0", Binaries.SECOND);
                        },
                        c -> c.changeProject("Lib", text -> text.replace("1.0.0", "1.1.0")))
                .add(
                        "PackageFloats",
                        "Lib MISS, App MISS",
                        c -> {
                            uses(c, "Proof.Floating", "1.*");
                            feed(c, "Proof.Floating", "1.0.0", Binaries.FIRST);
                        },
                        c -> feed(c, "Proof.Floating", "1.1.0", Binaries.SECOND))
                .add(
                        "PackageStays",
                        "Lib MISS, App HIT",
                        c -> uses(c, "Proof.Staying", "1.0.0"),
                        BODY)
                .add(
                        "PackageReplaced",
                        "Lib MISS, App MISS",
                        c -> uses(c, "Proof.Replaced", "1.0.0"),
                        c -> feed(c, "Proof.Replaced", "1.0.0", Binaries.SECOND))
                .add(
                        "NearestPackage",
                        // What NuGet warned of comes back with what it chose.
                        "Lib MISS, App MISS",
                        c -> {
                            uses(c, "Proof.Nearest", "1.0.0");
                            c.changeProject("Lib", text -> text.replace("1.0.0", "0.9.0"));
                        },
                        c -> feed(c, "Proof.Nearest", "0.9.0", Binaries.SECOND));
    }

    private static void targets(Cases cases) {
        cases.add(
                "PackageWithATarget",
                "Base MISS, App MISS",
                c -> {
                    c.file("NuGet.config", CONFIG).library("Base", "");
                    c.bytes(
                            "feed/Proof.Targets.1.0.0.nupkg",
                            Nupkg.of(
                                    "Proof.Targets",
                                    "1.0.0",
                                    Binaries.FIRST,
                                    Map.of("build/Proof.Targets.targets", HASH)));
                    c.program("App", reference("Proof.Targets", "1.0.0"), "Base");
                },
                c -> c.replace("Base/C.cs", "+ 10", "+ 11"));
    }

    private static void sdks(Cases cases) {
        cases.add(
                "PackageWithAnSdk",
                "Lib MISS, Other HIT",
                c -> {
                    c.file("NuGet.config", CONFIG).library("Lib", "").library("Other", "");
                    c.changeProject(
                            "Lib", text -> text.replace("Microsoft.NET.Sdk", "Proof.Sdk/1.0.0"));
                    sdk(c, "1.0.0", "One");
                    sdk(c, "1.1.0", "Two");
                },
                c -> c.changeProject("Lib", text -> text.replace("1.0.0", "1.1.0")));
    }

    private static void sdk(CaseFolder folder, String version, String company) {
        folder.bytes(
                "feed/Proof.Sdk.%s.nupkg".formatted(version),
                Nupkg.of(
                        "Proof.Sdk",
                        version,
                        Binaries.FIRST,
                        Map.of(
                                "Sdk/Sdk.props", SDK.formatted("props", company),
                                "Sdk/Sdk.targets", SDK.formatted("targets", company))));
    }

    private static void uses(CaseFolder folder, String id, String version) {
        folder.file("NuGet.config", CONFIG)
                .library("Lib", reference(id, version))
                .program("App", "", "Lib");
        if (!version.contains("*")) {
            feed(folder, id, version, Binaries.FIRST);
        }
    }

    private static String reference(String id, String version) {
        return "<ItemGroup><PackageReference Include=\"%s\" Version=\"%s\" /></ItemGroup>"
                .formatted(id, version);
    }

    private static void feed(CaseFolder folder, String id, String version, Binaries library) {
        folder.bytes(
                "feed/%s.%s.nupkg".formatted(id, version),
                Nupkg.of(id, version, library, Map.of()));
    }

    private static final Consumer<CaseFolder> BODY = c -> c.replace("Lib/C.cs", "+ 10", "+ 11");

    private static final String SDK =
            """
            <Project>
              <Import Project="Sdk.%s" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup><Company>%s</Company></PropertyGroup>
            </Project>
            """;

    private static final String HASH =
            """
            <Project>
              <Target Name="HashAll" AfterTargets="Build">
                <GetFileHash Files="@(ReferenceCopyLocalPaths)"><Output TaskParameter="Items" ItemName="_Hashed" /></GetFileHash>
                <WriteLinesToFile File="$(OutDir)hashes.txt" Lines="@(_Hashed->'%(Filename) %(FileHash)')" Overwrite="true" />
              </Target>
            </Project>
            """;
}
