package dev.buildserver.agent.packages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.cache.PackageList.Item;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFolderTest {
    private static final PackageId ID = PackageId.of("Some.Package", "1.0.0-Beta").orElseThrow();

    @TempDir Path folder;

    @Test
    void aPackageIsUnpackedAsNuGetDoes() throws IOException {
        // Given
        byte[] nupkg = FeedServer.nupkg("Some.Package", "1.0.0-Beta");
        PackageFolder packages = new PackageFolder(folder.resolve("packages"));
        // When
        packages.add(ID, file(nupkg), item(FeedServer.sha512(nupkg)));
        // Then
        Path place = folder.resolve("packages/some.package/1.0.0-beta");
        assertThat(place.resolve("some.package.1.0.0-beta.nupkg")).hasBinaryContent(nupkg);
        assertThat(place.resolve("some.package.1.0.0-beta.nupkg.sha512"))
                .hasContent(FeedServer.sha512(nupkg));
        assertThat(place.resolve("some.package.nuspec")).content().contains("Some.Package");
        assertThat(place.resolve("content/with blank+plus.txt")).hasContent("text");
        assertThat(place.resolve("[Content_Types].xml")).doesNotExist();
        assertThat(place.resolve("_rels")).doesNotExist();
        assertThat(place.resolve("package")).doesNotExist();
        assertThat(packages.holds(ID, FeedServer.sha512(nupkg))).isTrue();
        assertThat(packages.holds(ID, "another")).isFalse();
        assertThat(packages.all()).containsExactly(ID);
    }

    @Test
    void aSignedPackageIsKnownByItsContentToo() throws IOException {
        // Given
        byte[] unsigned = FeedServer.nupkg("Some.Package", "1.0.0-Beta");
        byte[] signed =
                FeedServer.nupkg(
                        "Some.Package",
                        "1.0.0-Beta",
                        Map.of(".signature.p7s", "a signature of some length"));
        PackageFolder packages = new PackageFolder(folder.resolve("packages"));
        // When: a lock file holds what it was before it was signed
        packages.add(ID, file(signed), item(FeedServer.sha512(unsigned)));
        // Then
        assertThat(packages.holds(ID, FeedServer.sha512(unsigned))).isTrue();
        assertThat(packages.holds(ID, FeedServer.sha512(signed))).isTrue();
        assertThat(
                        new ObjectMapper()
                                .readTree(packages.place(ID).resolve(".nupkg.metadata").toFile())
                                .path("contentHash")
                                .asText())
                .isEqualTo(FeedServer.sha512(unsigned));
    }

    @Test
    void entriesBehindASignatureMoveForward() throws IOException {
        // Given: a signature in the middle
        Map<String, String> with = new LinkedHashMap<>();
        with.put("a", "1");
        with.put(".signature.p7s", "signature");
        with.put("b", "2");
        Map<String, String> without = new LinkedHashMap<>(with);
        without.remove(".signature.p7s");
        // When
        String hash = PackageHash.ofContent(file(FeedServer.nupkg("X", "1.0.0", with)));
        // Then
        assertThat(hash).isEqualTo(FeedServer.sha512(FeedServer.nupkg("X", "1.0.0", without)));
    }

    @Test
    void whatHasAnotherHashIsRefused() throws IOException {
        // Given
        PackageFolder packages = new PackageFolder(folder.resolve("packages"));
        Path file = file(FeedServer.nupkg("Some.Package", "1.0.0-Beta"));
        // When, then
        assertThatThrownBy(() -> packages.add(ID, file, item(FeedServer.sha512(new byte[1]))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not what it should be");
        assertThat(packages.all()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../escape.txt", "a/../../escape.txt", "..%2F..%2Fescape.txt", "%zz.txt"})
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        // Given
        PackageFolder packages = new PackageFolder(folder.resolve("packages"));
        byte[] hostile = FeedServer.nupkg("Some.Package", "1.0.0-Beta", Map.of(name, "x"));
        // When, then
        assertThatThrownBy(() -> packages.add(ID, file(hostile), item(FeedServer.sha512(hostile))))
                .isInstanceOf(IOException.class);
        assertThat(packages.all()).isEmpty();
        assertThat(folder.resolve("escape.txt")).doesNotExist();
        assertThat(folder.resolve("packages/escape.txt")).doesNotExist();
    }

    @Test
    void whatIsNoPackageIsRefused() throws IOException {
        // Given
        PackageFolder packages = new PackageFolder(folder.resolve("packages"));
        byte[] page = "<html>sign in</html>".getBytes();
        // When, then
        assertThatThrownBy(() -> packages.add(ID, file(page), item(FeedServer.sha512(page))))
                .isInstanceOf(IOException.class);
        assertThat(packages.all()).isEmpty();
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(Files.createTempFile(folder, "file", ""), content);
    }

    private static Item item(String sha512) {
        return new Item(ID.id(), ID.version(), sha512);
    }
}
