package dev.buildserver.gateway.build;

import static dev.buildserver.gateway.testing.Samples.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.gateway.testing.Examples;
import dev.buildserver.gateway.testing.Samples;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class BuildViewsTest {
    private final Links links =
            new Links(Optional.of("https://jaeger.example.com/trace/{traceId}"));
    private final BuildViews views = new BuildViews(links, InstantSource.fixed(at("10:17:00")));

    @Test
    void aRunningBuildLooksLikeTheExample() {
        Examples.assertSame(views.view(Samples.running(), TargetType.LINUX), "build.json");
    }

    @Test
    void theDurationOfAnEndedBuildIsFixed() {
        BuildView view = views.view(Samples.succeeded(), TargetType.LINUX);
        assertThat(view.duration()).isEqualTo(Duration.ofMinutes(12));
        assertThat(view.currentStage()).isNull();
    }

    @Test
    void anotherClockThatIsAheadGivesNoNegativeDuration() {
        assertThat(views.duration(at("10:17:01"), null)).isEqualTo(Duration.ZERO);
        assertThat(views.duration(null, null)).isNull();
    }

    @Test
    void linksFollowTheStatus() {
        // Given
        UUID id = UUID.randomUUID();
        // When
        LinksView running = links.of(id, BuildStatus.RUNNING, null);
        LinksView failed = links.of(id, BuildStatus.FAILED, "abc");
        // Then
        assertThat(running.cancel()).isEqualTo("/api/v1/builds/" + id + "/cancel");
        assertThat(running.rerun()).isNull();
        assertThat(running.trace()).isNull();
        assertThat(failed.cancel()).isNull();
        assertThat(failed.rerun()).isEqualTo("/api/v1/builds/" + id + "/rerun");
        assertThat(failed.trace()).isEqualTo("https://jaeger.example.com/trace/abc");
    }

    @Test
    void withoutATracingUiThereIsNoTraceLink() {
        assertThat(
                        new Links(Optional.empty())
                                .of(UUID.randomUUID(), BuildStatus.QUEUED, "abc")
                                .trace())
                .isNull();
    }
}
