package dev.buildserver.agent.execute;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A library with two test projects. {@code Lib.Tests} reads a file outside of its project and a
 * variable, skips a test, and talks to a server of its own; {@code Plain.Tests} does nothing of
 * that.
 */
final class TestedSolution {
    static final String FILE = "All.sln";

    private static final String TESTS =
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>%s</TargetFramework>
                <RunSettingsFilePath Condition="Exists('../../test.runsettings')">$(MSBuildThisFileDirectory)../../test.runsettings</RunSettingsFilePath>
              </PropertyGroup>
              <ItemGroup>
                <ProjectReference Include="../Lib/Lib.csproj" />
                <PackageReference Include="BuildServer.TestKit" Version="1.0.0" />
              </ItemGroup>
            </Project>
            """;

    private TestedSolution() {}

    static Source write(Path root, String framework) throws IOException {
        return new Source(root)
                .file(FILE, CachedSolution.solution("", "Lib", "Lib.Tests", "Plain.Tests"))
                .file(
                        "src/Lib/Lib.csproj",
                        """
                        <Project Sdk="Microsoft.NET.Sdk">
                          <PropertyGroup><TargetFramework>netstandard2.1</TargetFramework></PropertyGroup>
                        </Project>
                        """)
                .file(
                        "src/Lib/Sum.cs",
                        """
                        namespace Lib {
                          public static class Sum { public static int Of(int a, int b) { return a + b; } }
                        }
                        """)
                .file("src/Lib.Tests/Lib.Tests.csproj", TESTS.formatted(framework))
                .file("src/Lib.Tests/SumTests.cs", tests())
                .file("src/Plain.Tests/Plain.Tests.csproj", TESTS.formatted(framework))
                .file(
                        "src/Plain.Tests/PlainTests.cs",
                        """
                        using NUnit.Framework;
                        public class PlainTests {
                          [Test] public void Adds() { Assert.That(Lib.Sum.Of(1, 1), Is.EqualTo(2)); }
                        }
                        """)
                .file("data/expected.txt", "5");
    }

    private static String tests() {
        return """
        using System;
        using System.IO;
        using System.Net;
        using System.Net.Sockets;
        using NUnit.Framework;
        public class SumTests {
          static string Root() {
            var folder = AppContext.BaseDirectory;
            while (!Directory.Exists(Path.Combine(folder, ".git")) && !File.Exists(Path.Combine(folder, "All.sln"))) {
              folder = Path.GetDirectoryName(folder);
            }
            return folder;
          }
          [Test] public void AddsAsTheFileSays() {
            var expected = File.ReadAllText(Path.Combine(Root(), "data", "expected.txt")).Trim();
            Assert.That(Lib.Sum.Of(2, 3).ToString(), Is.EqualTo(expected));
          }
          [Test] public void IsNotBitter() {
            Assert.That(Environment.GetEnvironmentVariable("FLAVOUR") != "bitter", Is.EqualTo(true));
          }
          [Test] public void TalksToItself() {
            var server = new TcpListener(IPAddress.Loopback, 0);
            server.Start();
            using (var client = new TcpClient("localhost", ((IPEndPoint)server.LocalEndpoint).Port)) {
              Assert.That(client.Connected, Is.EqualTo(true));
            }
            server.Stop();
          }
          [Test] [Ignore("later")] public void IsSkipped() { Assert.Fail("never"); }
        }
        """;
    }
}
