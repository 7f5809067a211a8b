package dev.buildserver.cache.nuget;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.cache.Client;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.testing.dotnet.DotnetSdk;
import dev.buildserver.testing.stores.StoresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@TestProfile(FeedIT.WithSources.class)
@QuarkusTestResource(value = StoresResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = FeedSourcesResource.class, restrictToAnnotatedClass = true)
class FeedIT {
    private static final String FLAT = "/nuget/v3/flat/";

    UpstreamFeed upstream;
    @Inject ObjectStorage storage;
    private final Client client = Client.pullRequest("blue", 1);

    /** A profile of its own, so that the application starts with the sources. */
    public static class WithSources implements QuarkusTestProfile {}

    @BeforeEach
    void mend() {
        upstream.breakDown(false);
        upstream.requests().clear();
    }

    @Test
    void packagesPassByteForByteAndAreFetchedOnce() {
        // Given
        byte[] content = UpstreamFeed.nupkg("Once", "1.0.0", "once");
        upstream.has("once", "1.0.0", content);
        // When
        byte[] first = client.get(path("once", "1.0.0")).asByteArray();
        byte[] second = client.get(path("once", "1.0.0")).asByteArray();
        // Then
        assertThat(first).isEqualTo(content);
        assertThat(second).isEqualTo(content);
        assertThat(asked("/flat/once/1.0.0")).hasSize(1);
    }

    @Test
    void manyWhoWantAPackageAtOnceCauseOneFetch() {
        // Given
        byte[] content = UpstreamFeed.nupkg("Many", "2.0.0", "many".repeat(100_000));
        upstream.has("many", "2.0.0", content);
        // When
        List<Integer> lengths =
                IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> client.get(path("many", "2.0.0")).asByteArray().length)
                        .toList();
        // Then
        assertThat(lengths).hasSize(8).containsOnly(content.length);
        assertThat(asked("/flat/many/2.0.0")).hasSize(1);
    }

    @Test
    void versionsAreRevalidatedAndGoOnWithoutTheSource() {
        // Given
        upstream.has("listed", "1.0.0", UpstreamFeed.nupkg("Listed", "1.0.0", "x"));
        List<String> first = versions("listed");
        // When
        List<String> unchanged = versions("listed");
        upstream.has("listed", "1.1.0", UpstreamFeed.nupkg("Listed", "1.1.0", "x"));
        List<String> grown = versions("listed");
        upstream.breakDown(true);
        List<String> offline = versions("listed");
        // Then
        assertThat(first).containsExactly("1.0.0");
        assertThat(unchanged).containsExactly("1.0.0");
        assertThat(grown).containsExactly("1.0.0", "1.1.0");
        assertThat(offline).containsExactly("1.0.0", "1.1.0");
        assertThat(asked("304 /flat/listed")).hasSize(1);
    }

    @Test
    void aFetchedPackageIsThereWithoutTheSourceAndOthersAreToldToFail() {
        // Given
        byte[] content = UpstreamFeed.nupkg("Kept", "1.0.0", "kept");
        upstream.has("kept", "1.0.0", content);
        client.get(path("kept", "1.0.0"));
        // When
        upstream.breakDown(true);
        Response kept = client.get(path("kept", "1.0.0"));
        Response other = client.get(path("other", "1.0.0"));
        // Then
        assertThat(kept.asByteArray()).isEqualTo(content);
        assertThat(other.statusCode()).isEqualTo(502);
        assertThat(other.jsonPath().getString("code")).isEqualTo("UPSTREAM_FAILED");
    }

    private static String tooLargeForMemory() {
        byte[] bytes = new byte[512 << 10];
        new Random(1).nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void anotherContentUnderTheSameNameIsRefused() {
        // Given
        byte[] content = UpstreamFeed.nupkg("Changed", "1.0.0", tooLargeForMemory());
        upstream.has("changed", "1.0.0", content);
        client.get(path("changed", "1.0.0"));
        storage.delete("cache/~/cas/" + Client.sha256(content));
        // When
        upstream.has("changed", "1.0.0", UpstreamFeed.nupkg("Changed", "1.0.0", "after"));
        Response changed = client.get(path("changed", "1.0.0"));
        upstream.has("changed", "1.0.0", content);
        Response same = client.get(path("changed", "1.0.0"));
        // Then
        assertThat(changed.statusCode()).isEqualTo(502);
        assertThat(changed.jsonPath().getString("detail")).contains("other content than before");
        assertThat(same.asByteArray()).isEqualTo(content);
    }

    @Test
    void whatIsNoPackageIsRefused() {
        // Given
        upstream.has("page", "1.0.0", "<html>Please sign in</html>".getBytes());
        // When
        Response page = client.get(path("page", "1.0.0"));
        // Then
        assertThat(page.statusCode()).isEqualTo(502);
        assertThat(client.get(path("nothing", "1.0.0")).statusCode()).isEqualTo(404);
        assertThat(client.get(FLAT + "nothing/index.json").statusCode()).isEqualTo(404);
    }

    @Test
    void namesCannotLeaveTheFeed() {
        assertThat(client.get(FLAT + "..%2f..%2fetc/index.json").statusCode()).isEqualTo(400);
        assertThat(client.get(FLAT + "a..b/index.json").statusCode()).isEqualTo(400);
        assertThat(client.get(FLAT + "a/1.0.0/b.1.0.0.nupkg").statusCode()).isEqualTo(404);
        assertThat(client.get(FLAT + "a/x/a.x.nupkg").statusCode()).isEqualTo(400);
    }

    @Test
    void theTokenIsAskedForAsAPassword() {
        // When
        Response without = given().get("/nuget/v3/index.json");
        Response with =
                given().auth()
                        .preemptive()
                        .basic("build", client.token())
                        .get("/nuget/v3/index.json");
        Response wrong =
                given().auth().preemptive().basic("build", "x").get("/nuget/v3/index.json");
        // Then
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Basic");
        assertThat(with.statusCode()).isEqualTo(200);
        assertThat(wrong.statusCode()).isEqualTo(401);
    }

    @Test
    void theSdkRestoresThroughTheFeed(@TempDir Path folder) throws Exception {
        // Given
        upstream.has("served", "1.2.3", UpstreamFeed.nupkg("Served", "1.2.3", "for restore"));
        Files.writeString(
                folder.resolve("App.csproj"),
                """
                <Project Sdk="Microsoft.NET.Sdk">
                  <PropertyGroup><TargetFramework>netcoreapp3.1</TargetFramework>
                  <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile></PropertyGroup>
                  <ItemGroup><PackageReference Include="Served" Version="1.2.3" /></ItemGroup>
                </Project>
                """);
        Files.writeString(folder.resolve("NuGet.Config"), nugetConfig());
        // When
        int exit = restore(folder);
        // Then
        assertThat(exit).as(Files.readString(folder.resolve("restore.log"))).isZero();
        assertThat(Files.readString(folder.resolve("packages.lock.json")))
                .contains("\"resolved\": \"1.2.3\"");
        try (Stream<Path> files = Files.walk(folder.resolve("packages"))) {
            assertThat(files).anyMatch(f -> f.endsWith("served.1.2.3.nupkg"));
        }
        assertThat(asked("200 /flat/served/1.2.3")).hasSize(1);
    }

    private static int restore(Path folder) throws Exception {
        DotnetSdk sdk = DotnetSdk.find();
        ProcessBuilder builder =
                new ProcessBuilder(
                                sdk.root().resolve("dotnet").toString(),
                                "restore",
                                "--packages",
                                folder.resolve("packages").toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("restore.log").toFile());
        builder.environment().putAll(sdk.environment());
        builder.environment().put("HOME", folder.resolve("home").toString());
        builder.environment().put("DOTNET_CLI_HOME", folder.resolve("home").toString());
        builder.environment().put("DOTNET_SKIP_FIRST_TIME_EXPERIENCE", "1");
        builder.environment().put("DOTNET_CLI_TELEMETRY_OPTOUT", "1");
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String nugetConfig() {
        return """
                <?xml version="1.0" encoding="utf-8"?>
                <configuration>
                  <packageSources><clear />
                    <add key="cache" value="http://127.0.0.1:%d/nuget/v3/index.json"
                         protocolVersion="3" />
                  </packageSources>
                  <packageSourceCredentials><cache>
                    <add key="Username" value="build" />
                    <add key="ClearTextPassword" value="%s" />
                  </cache></packageSourceCredentials>
                </configuration>
                """
                .formatted(RestAssured.port, client.token());
    }

    private List<String> versions(String id) {
        return client.get(FLAT + id + "/index.json").jsonPath().getList("versions");
    }

    private List<String> asked(String part) {
        return upstream.requests().stream().filter(request -> request.contains(part)).toList();
    }

    private static String path(String id, String version) {
        return FLAT + "%s/%s/%s.%s.nupkg".formatted(id, version, id, version);
    }
}
