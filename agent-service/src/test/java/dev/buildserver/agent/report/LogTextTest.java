package dev.buildserver.agent.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {
    @Test
    void leavesPlainTextAlone() {
        // When, Then
        assertThat(LogText.lines("\tprogram.cs(3,5): warning CS0168: grün 🚀"))
                .containsExactly("\tprogram.cs(3,5): warning CS0168: grün 🚀");
    }

    @Test
    void removesColoursTitlesAndCursorMovements() {
        // Given
        String text =
                "\u001b[31;1merror\u001b[0m \u001b]0;title\u0007done\u001b[2K\u001b[1A \u001bMup";
        // When, Then
        assertThat(LogText.lines(text)).containsExactly("error done up");
    }

    @Test
    void removesControlCharacters() {
        // When, Then
        assertThat(LogText.lines("a\u0000b\u0007c\u0085d\u007f")).containsExactly("abcd");
    }

    @Test
    void splitsAtLineEnds() {
        // When, Then
        assertThat(LogText.lines("one\r\ntwo\nthree\rfour"))
                .containsExactly("one", "two", "three", "four");
    }

    @Test
    void splitsLongLinesWithoutLosingAnything() {
        // Given
        String text = "🚀".repeat(20_000);
        // When
        List<String> lines = LogText.lines(text);
        // Then
        assertThat(lines).allMatch(line -> line.length() <= LogText.MAX_LENGTH);
        assertThat(String.join("", lines).replace(" …", "")).isEqualTo(text);
    }

    @Test
    void makesEveryTextEncodable() {
        // Given
        String lone = "a" + (char) 0xD800 + "b";
        // When
        String line = LogText.lines(lone).get(0);
        // Then
        assertThat(new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(line);
    }
}
