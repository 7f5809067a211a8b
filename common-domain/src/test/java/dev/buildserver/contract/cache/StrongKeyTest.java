package dev.buildserver.contract.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StrongKeyTest {
    private static final String WEAK = "a".repeat(64);
    private static final Observed ABSENT = content("src/x", Observed.ABSENT);
    private static final Observed LISTED =
            new Observed(ObservedKind.LISTING, "src", "b".repeat(64));

    @Test
    void theOrderOfObservationsDoesNotMatter() {
        assertThat(StrongKey.of(WEAK, List.of(ABSENT, LISTED)))
                .isEqualTo(StrongKey.of(WEAK, List.of(LISTED, ABSENT)))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void eachPartMatters() {
        assertThat(
                        List.of(
                                StrongKey.of(WEAK, List.of()),
                                StrongKey.of("b".repeat(64), List.of()),
                                StrongKey.of(WEAK, List.of(ABSENT)),
                                StrongKey.of(WEAK, List.of(content("src/x", Observed.FOLDER))),
                                StrongKey.of(WEAK, List.of(content("src/y", Observed.ABSENT))),
                                StrongKey.of(
                                        WEAK,
                                        List.of(
                                                new Observed(
                                                        ObservedKind.LISTING,
                                                        "src/x",
                                                        Observed.ABSENT)))))
                .doesNotHaveDuplicates();
    }

    @Test
    void pathsMayHoldWhatSeparatesThem() {
        assertThat(StrongKey.of(WEAK, List.of(content("a\n1:b", "-"))))
                .isNotEqualTo(StrongKey.of(WEAK, List.of(content("a", "-"), content("b", "-"))));
        assertThat(StrongKey.of(WEAK, List.of(content("ab", "c"))))
                .isNotEqualTo(StrongKey.of(WEAK, List.of(content("a", "bc"))));
    }

    private static Observed content(String path, String state) {
        return new Observed(ObservedKind.CONTENT, path, state);
    }
}
