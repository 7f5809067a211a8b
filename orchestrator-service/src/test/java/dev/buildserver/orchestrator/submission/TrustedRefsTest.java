package dev.buildserver.orchestrator.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedRefsTest {
    private static final TrustedRefs SOME =
            new TrustedRefs(List.of("refs/heads/main", "refs/heads/release/*", "refs/tags/v*"));

    @ParameterizedTest
    @CsvSource({
        "refs/heads/main, true",
        "refs/heads/release/1.0, true",
        "refs/heads/release/1.0/hotfix, true",
        "refs/tags/v1, true",
        "refs/heads/main2, false",
        "refs/heads/feature/main, false",
        "refs/heads/v1, false",
        "refs/tags/main, false",
        // A tag could have that name, and those are not trusted.
        "main, false",
        "refs/pull/1/head, false",
        "refs/headsmain, false",
    })
    void onlyWhatTheOperatorNames(String ref, boolean trusted) {
        assertThat(SOME.includes(ref)).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource({
        "main, true",
        "refs/pull/1/head, false",
        "0123456789ABCDEF0123456789abcdef01234567, false",
    })
    void noPatternMakesOthersTrusted(String ref, boolean trusted) {
        assertThat(new TrustedRefs(List.of("refs/*", "*")).includes(ref)).isEqualTo(trusted);
    }
}
