package dev.buildserver.contract.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ArtifactManifestTest {
    private static final ArtifactManifest.Entry A = new ArtifactManifest.Entry("a", "00", 1);
    private static final ArtifactManifest.Entry B = new ArtifactManifest.Entry("b", "11", 2);

    @Test
    void orderDoesNotMatter() {
        assertThat(ArtifactManifest.digest(List.of(A, B)))
                .isEqualTo(ArtifactManifest.digest(List.of(B, A)));
    }

    @Test
    void everyMemberMatters() {
        assertThat(
                        List.of(
                                ArtifactManifest.digest(List.of()),
                                ArtifactManifest.digest(List.of(A)),
                                ArtifactManifest.digest(List.of(A, B)),
                                digestOf("x", "00", 1),
                                digestOf("a", "01", 1),
                                digestOf("a", "00", 11)))
                .doesNotHaveDuplicates();
    }

    @Test
    void anEmptySetHasTheDigestOfNothing() {
        assertThat(ArtifactManifest.digest(List.of()))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static String digestOf(String path, String sha256, long size) {
        return ArtifactManifest.digest(List.of(new ArtifactManifest.Entry(path, sha256, size)));
    }
}
