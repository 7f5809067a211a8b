package dev.buildserver.agent.execute.msbuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BuildEventsTest {
    private final List<RawDiagnostic> found = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final BuildEvents events = new BuildEvents(found::add, done::add);

    @Test
    void errorsAndWarningsAreHandedOn() {
        // When
        events.line(
                "{\"event\":\"error\",\"time\":\"t\",\"code\":\"CS1002\",\"message\":\"; expected\","
                        + "\"file\":\"/s/a.cs\",\"line\":3,\"column\":7,\"project\":\"/s/a.csproj\"}");
        events.line("{\"event\":\"warning\",\"message\":\"careful\"}");

        // Then
        assertThat(found)
                .containsExactly(
                        new RawDiagnostic(
                                Severity.ERROR,
                                "CS1002",
                                "; expected",
                                "/s/a.cs",
                                3,
                                7,
                                "/s/a.csproj"),
                        new RawDiagnostic(Severity.WARNING, null, "careful", null, 0, 0, null));
    }

    @Test
    void aProjectIsDoneOnceWithAllItsFrameworks() {
        // When
        start(1, "/s/a.csproj", null);
        start(2, "/s/a.csproj", "net8.0");
        finish(2, "/s/a.csproj", true);
        int inner = done.size();
        finish(1, "/s/a.csproj", true);
        start(3, "/s/a.csproj", null);
        finish(3, "/s/a.csproj", true);

        // Then
        assertThat(inner).isZero();
        assertThat(done).containsExactly("/s/a.csproj");
    }

    @Test
    void failuresAndSolutionsAreNotProgress() {
        // When
        start(1, "/s/all.sln", null);
        start(2, "/s/b.csproj", null);
        finish(2, "/s/b.csproj", false);
        finish(1, "/s/all.sln", true);

        // Then
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsSkipped() {
        // When
        events.line("no json");
        events.line("[]");
        events.line("");
        boolean before = events.seen();
        events.line("{\"event\":\"somethingNew\"}");

        // Then
        assertThat(before).isFalse();
        assertThat(events.seen()).isTrue();
        assertThat(found).isEmpty();
    }

    private void start(int id, String project, String framework) {
        String more = framework == null ? "" : ",\"framework\":\"" + framework + "\"";
        events.line(
                "{\"event\":\"projectStarted\",\"id\":%d,\"project\":\"%s\"%s}"
                        .formatted(id, project, more));
    }

    private void finish(int id, String project, boolean ok) {
        events.line(
                "{\"event\":\"projectFinished\",\"id\":%d,\"project\":\"%s\",\"ok\":%s}"
                        .formatted(id, project, ok));
    }
}
