package dev.buildserver.agent.cached.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TreePathTest {
    @ParameterizedTest
    @CsvSource({
        "a/b, a/b",
        "/a//b/, a/b",
        "a/./b/../c, a/c",
        "a/.., ''",
        "'', ''",
    })
    void dotsAndDoubledSlashesGo(String path, String normal) {
        assertThat(TreePath.normalize(path)).isEqualTo(normal);
    }

    @Test
    void nothingLeadsOut() {
        assertThat(TreePath.normalize("../a")).isNull();
        assertThat(TreePath.normalize("a/../../b")).isNull();
    }

    @Test
    void aFolderHoldsItselfAndWhatIsInIt() {
        assertThat(TreePath.isWithin("a/b", "a")).isTrue();
        assertThat(TreePath.isWithin("a", "a")).isTrue();
        assertThat(TreePath.isWithin("a", "")).isTrue();
        assertThat(TreePath.isWithin("ab", "a")).isFalse();
    }

    @Test
    void theTextIsWhatPeopleWrite() {
        assertThat(TreePath.text("a/b.cs")).isEqualTo("a/b.cs");
        String odd = "\u00fc r/100%.cs";
        assertThat(TreePath.text(TreePath.encode(odd))).isEqualTo(odd);
    }
}
