package dev.buildserver.agent.execute.warm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtherNamesTest {
    private static final List<String> TRACKED = List.of("a/one.md", "a/two.html", "a/data.md");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<None Include='one.md' Link='x.md' /><None Include='two.html' Link='x.md' /> | a/one.md | true",
                "<None Include='..\\one.md' Link='d\\X.md' /><None Include='two.html'><TargetPath>d/x.md</TargetPath></None> | a/two.html | true",
                "<None Include='one.md' Link='data.md' /> | a/one.md | true",
                "<None Include='one.md' Link='data.md' /> | a/data.md | true",
                "<None Include='one.md' Link='data.md' /> | a/two.html | false",
                "<None Include='one.md' Link='x.md' /> | a/one.md | false",
                "<None Include='../one.md' Link='one.md' /> | a/one.md | false",
                "<None Include='*.md' Link='%(Filename).md' /> | a/one.md | false",
                "<None Include='*.md' Link='%(Filename).txt' /> | a/one.md | true",
                "<None Include='*.md' Link='%(Filename).txt' /> | a/two.html | false",
                "<None Include='**'><Link>$(Name).txt</Link></None> | a/two.html | true",
                "<None Include='*.md' Link='d/%(RecursiveDir)%(Filename)%(Extension)' /> | a/one.md | false",
                "<Compile Include='*.md' Link='%(Filename).txt' /> | a/one.md | false",
            })
    void theNewestOfSeveralOfOneNameMayNotBeTheLast(
            String items, String changed, boolean critical) {
        ProjectTexts texts =
                new ProjectTexts(Map.of("a/a.csproj", "<Project>" + items + "</Project>"));
        assertThat(new OtherNames(texts).critical(List.of(changed), TRACKED).isEmpty())
                .isEqualTo(!critical);
    }
}
