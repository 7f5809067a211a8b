package dev.buildserver.artifact.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHeadersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "app.zip|attachment; filename=\"app.zip\"; filename*=UTF-8''app.zip",
                "my app.zip|attachment; filename=\"my app.zip\"; filename*=UTF-8''my%20app.zip",
                "a\"b;c.zip|attachment; filename=\"a_b_c.zip\"; filename*=UTF-8''a%22b%3Bc.zip",
                "größe.zip|attachment; filename=\"gr__e.zip\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.zip",
                "😀|attachment; filename=\"_\"; filename*=UTF-8''%F0%9F%98%80",
                "$(x).sh|attachment; filename=\"__x_.sh\"; filename*=UTF-8''%24%28x%29.sh",
            })
    void fileNamesAreSafeInAHeader(String name, String expected) {
        assertThat(ContentHeaders.disposition(name)).isEqualTo(expected);
    }

    @Test
    void theDigestIsAStructuredField() {
        // Given: the digest of nothing
        String sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        // Then
        assertThat(ContentHeaders.reprDigest(sha256))
                .isEqualTo("sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null|false",
                "\"a\"|true",
                "W/\"a\"|true",
                "*|true",
                "\"b\", \"a\"|true",
                "\"b\"|false",
                "a|false"
            })
    void ifNoneMatchComparesWeakly(String header, boolean matches) {
        assertThat(ETags.matchesAny(header, "\"a\"")).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "null",
            value = {
                "null|true",
                "\"a\"|true",
                "W/\"a\"|false",
                "\"b\"|false",
                "Wed, 21 Oct 2026 07:28:00 GMT|false"
            })
    void ifRangeComparesStrongly(String header, boolean allows) {
        assertThat(ETags.allowsRange(header, "\"a\"")).isEqualTo(allows);
    }
}
