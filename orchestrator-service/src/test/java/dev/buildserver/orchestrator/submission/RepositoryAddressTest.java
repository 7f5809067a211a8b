package dev.buildserver.orchestrator.submission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoryAddressTest {
    @ParameterizedTest
    @CsvSource({
        "https://h/a, https://h/a, true",
        "https://h/a, https://H/a.git, true",
        "https://h/a, HTTPS://h/a//, true",
        "https://h/a, https://h/A, false",
        "https://h/a, http://h/a, false",
        "https://h/a, https://h/a.git.git, false",
        "git@h:a, git@h:a.git, true",
        "file:///srv/A, file:///srv/a, false",
    })
    void formsOfOneAddressAreTheSame(String one, String other, boolean same) {
        assertThat(RepositoryAddress.same(one, other)).isEqualTo(same);
        assertThat(RepositoryAddress.same(other, one)).isEqualTo(same);
    }
}
