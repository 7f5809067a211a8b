package dev.buildserver.domain.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GitRefsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "main",
                "HEAD",
                "refs/heads/main",
                "refs/tags/v1.0.0",
                "refs/pull/17/merge",
                "feature/a-b_c",
                "release@2",
                "\u00fcber",
                "0123456789abcdef0123456789abcdef01234567"
            })
    void whatGitAcceptsIsAccepted(String ref) {
        assertThat(GitRefs.objection(ref)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "--upload-pack=x",
                "+refs/heads/main",
                "refs/heads/-x",
                "a b",
                "a\tb",
                "a\0b",
                "a\u007fb",
                "a\ud800b",
                "a..b",
                "a~1",
                "a^",
                "a:b",
                "a?b",
                "a*",
                "a[b",
                "a\\b",
                "/a",
                "a/",
                "a//b",
                "a/.b",
                ".a",
                "a.",
                "a/b.",
                "a.lock",
                "a.lock/b",
                "@",
                "a@{1}"
            })
    void whatGitRefusesIsRefused(String ref) {
        assertThat(GitRefs.objection(ref)).isPresent();
    }

    @Test
    void aNameIsLimitedInBytes() {
        assertThat(GitRefs.objection("a".repeat(255))).isEmpty();
        assertThat(GitRefs.objection("a".repeat(256))).isPresent();
        assertThat(GitRefs.objection("\u00fc".repeat(128))).isPresent();
    }

    @Test
    void onlyFullIdsAreCommitIds() {
        assertThat(GitRefs.isCommitId("0123456789abcdef0123456789abcdef01234567")).isTrue();
        assertThat(GitRefs.isCommitId("0123456")).isFalse();
        assertThat(GitRefs.isCommitId("0123456789abcdef0123456789abcdef0123456g")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "main, true",
        "release/1.0, true",
        "pull/1/head, true",
        "refs/heads/main, true",
        "refs/tags/v1, true",
        "refs/pull/1/head, false",
        "refs/merge-requests/1/head, false",
        "refs/changes/01/1/1, false",
        "refs/headsman/x, false",
        "0123456789012345678901234567890123456789, false",
    })
    void branchesAndTagsAreToldFromTheRest(String ref, boolean branchOrTag) {
        // A short name is only ever looked for among branches and tags.
        assertThat(GitRefs.isBranchOrTag(ref)).isEqualTo(branchOrTag);
    }
}
