package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.source.RepositoryPolicy;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import dev.buildserver.gateway.testing.Examples;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Requests for tests to change, and how they are refused. */
final class ExampleRequests {
    static final Requester DEVELOPER = new Requester(Optional.of("developer@example.com"), false);

    private ExampleRequests() {}

    static SubmissionReader reader() {
        return new SubmissionReader(new RepositoryPolicy(false, false, List.of()));
    }

    /** One that is right: the original example. */
    static ObjectNode request() {
        return parse(Examples.text("request.json"));
    }

    static ObjectNode job(ObjectNode request) {
        return (ObjectNode) request.get("job");
    }

    static ObjectNode parse(String json) {
        return StrictJson.object(
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 1 << 20);
    }

    static BuildServerException refused(ObjectNode request, Requester requester) {
        BuildServerException e =
                catchThrowableOfType(
                        BuildServerException.class, () -> reader().read(request, requester));
        assertThat(e).as(request.toString()).isNotNull();
        return e;
    }
}
