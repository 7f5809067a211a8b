package dev.buildserver.agent.cached.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyTextTest {
    @Test
    void theTextIsCanonical() {
        // When
        KeyText text =
                new KeyText()
                        .line("project", "src/A b/A.csproj")
                        .lines(List.of(KeyText.of("file", "b", "2"), KeyText.of("file", "a", "1")));

        // Then
        assertThat(text)
                .hasToString(
                        """
                        schema 6
                        project src/A%20b/A.csproj
                        file a 1
                        file b 2
                        """);
    }

    @Test
    void theOrderOfFactsDoesNotMatter() {
        // Given
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            lines.add(KeyText.of("file", "path" + i, Integer.toString(i)));
        }
        String key = new KeyText().lines(lines).sha256();

        // When
        Collections.shuffle(lines, new Random(7));

        // Then
        assertThat(new KeyText().lines(lines).sha256()).isEqualTo(key);
    }

    /** Whatever the words hold, other words give another line: 2000 random pairs of odd ones. */
    @Test
    void noWordCanBeTakenForAnother() {
        // Given
        Random random = new Random(42);
        String alphabet = "a b%\n\t\r/é\u2028=20";

        // When
        Set<String> lines = new HashSet<>();
        Set<List<String>> facts = new HashSet<>();
        for (int i = 0; i < 2000; i++) {
            List<String> words = List.of(word(random, alphabet), word(random, alphabet));
            facts.add(words);
            lines.add(KeyText.of("file", words.get(0), words.get(1)));
        }

        // Then
        assertThat(lines).hasSameSizeAs(facts).allMatch(line -> line.matches("[!-~ ]+"));
    }

    private static String word(Random random, String alphabet) {
        StringBuilder word = new StringBuilder();
        for (int length = random.nextInt(4); length >= 0; length--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}
