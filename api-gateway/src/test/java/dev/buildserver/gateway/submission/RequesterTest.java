package dev.buildserver.gateway.submission;

import static dev.buildserver.gateway.submission.ExampleRequests.DEVELOPER;
import static dev.buildserver.gateway.submission.ExampleRequests.job;
import static dev.buildserver.gateway.submission.ExampleRequests.refused;
import static dev.buildserver.gateway.submission.ExampleRequests.request;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** In whose name a build is asked for. */
class RequesterTest {
    private static final Requester MASTER = new Requester(Optional.of("m@example.com"), true);
    private static final Requester NAMELESS = new Requester(Optional.empty(), false);

    private final SubmissionReader reader = ExampleRequests.reader();

    @Test
    void theRequesterIsTheTokens() {
        ObjectNode request = request();
        request.remove("requesterEmail");
        job(request).remove("requesterEmail");
        assertThat(reader.read(request, DEVELOPER).requesterEmail())
                .isEqualTo("developer@example.com");
        assertThat(reader.read(request, MASTER).job().requesterEmail()).isEqualTo("m@example.com");
        assertThat(refused(request, NAMELESS).violations())
                .extracting(Violation::field)
                .containsExactly("requesterEmail");
    }

    @Test
    void onlyABuildMasterActsForOthers() {
        // Given
        ObjectNode request = request();
        request.put("requesterEmail", "other@example.com");
        job(request).put("requesterEmail", "Other@Example.com");
        // When, Then
        assertThat(reader.read(request, MASTER).requesterEmail()).isEqualTo("other@example.com");
        assertThat(reader.read(request, NAMELESS).requesterEmail()).isEqualTo("other@example.com");
        assertThat(refused(request, DEVELOPER).violations())
                .extracting(Violation::field)
                .containsExactly("requesterEmail");
    }

    @Test
    void theInnerRequesterMustAgree() {
        // Given
        ObjectNode request = request();
        job(request).put("requesterEmail", "other@example.com");
        // When
        BuildServerException e = refused(request, MASTER);
        // Then
        assertThat(e.violations())
                .extracting(Violation::field)
                .containsExactly("job.requesterEmail");
    }
}
