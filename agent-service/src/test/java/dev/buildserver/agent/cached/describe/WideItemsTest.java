package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WideItemsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<None Update=\"**/*.json\" CopyToOutputDirectory=\"Always\" />",
                "<Mine Include='parts/?.txt' />",
                "<Files>@(None)</Files>",
                "<Count>@( content -> Count() )</Count>",
                "<Project Sdk=\"Microsoft.NET.Sdk.Web\" />"
            })
    void whatUsesWhatPatternsFind(String text) {
        // When / Then
        assertThat(isUsed(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Compile Remove=\"src/**\" />",
                "<None Update=\"one.json\" />",
                "<!-- <Mine Include=\"**/*\" /> -->",
                "<Project Sdk=\"Microsoft.NET.Sdk\" />"
            })
    void whatOnlyCompilesSourcesDoesNot(String text) {
        // When / Then
        assertThat(isUsed(text)).isFalse();
    }

    private static boolean isUsed(String text) {
        WideItems items = new WideItems();
        items.read("<Project />");
        items.read(text);
        items.read("<Project />");
        return items.used();
    }
}
