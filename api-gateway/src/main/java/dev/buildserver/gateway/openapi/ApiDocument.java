package dev.buildserver.gateway.openapi;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.cache.ActionKind;
import dev.buildserver.contract.cache.CacheHealth.LevelState;
import dev.buildserver.contract.cache.CacheOutcome;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.domain.agent.AgentStatus;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.domain.build.BuildPriority;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import dev.buildserver.domain.toolchain.RollForward;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** Completes the document that the framework makes from the resources' signatures. */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 0)
public class ApiDocument implements OASFilter {
    private static final String TOKEN = "token";
    private static final String EXAMPLES = "/openapi/";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Class<? extends Enum<?>>> ENUMS =
            List.of(
                    ActionKind.class,
                    AgentStatus.class,
                    ArtifactKind.class,
                    BuildPriority.class,
                    CacheOutcome.class,
                    BuildStatus.class,
                    BuildStrategy.class,
                    Diagnostic.Severity.class,
                    FailureReason.class,
                    LevelState.class,
                    LimitScope.class,
                    RollForward.class,
                    StageName.class,
                    StageStatus.class,
                    TargetType.class);

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.info(
                OASFactory.createInfo()
                        .title("BuildServer for .NET")
                        .version("1")
                        .description(
                                "Builds .NET solutions from Git. Times are UTC, durations ISO 8601;"
                                        + " what isn't known is absent. Errors are"
                                        + " application/problem+json. Every answer has X-Trace-Id."));
        document.getComponents()
                .addSchema(ProblemResponses.SCHEMA, ProblemResponses.schema())
                .securitySchemes(null)
                .addSecurityScheme(
                        TOKEN,
                        OASFactory.createSecurityScheme()
                                .type(SecurityScheme.Type.HTTP)
                                .scheme("bearer")
                                .bearerFormat("JWT"));
        document.security(List.of(OASFactory.createSecurityRequirement().addScheme(TOKEN)));
        ENUMS.forEach(type -> nameOnTheWire(document, type));
        document.getPaths().getPathItems().values().stream()
                .flatMap(path -> path.getOperations().values().stream())
                .forEach(ApiDocument::complete);
    }

    private static void nameOnTheWire(OpenAPI document, Class<? extends Enum<?>> type) {
        Schema schema = document.getComponents().getSchemas().get(type.getSimpleName());
        if (schema != null) {
            schema.setEnumeration(
                    Arrays.stream(type.getEnumConstants()).<Object>map(Enum::toString).toList());
        }
    }

    private static void complete(Operation operation) {
        // The framework repeats the scheme, with the roles as scopes, which bearer tokens lack.
        operation.setSecurity(null);
        OperationNotes notes =
                OperationNotes.of(operation.getOperationId())
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "no notes: " + operation.getOperationId()));
        ProblemResponses.add(
                operation.getResponses(),
                Stream.concat(OperationNotes.COMMON.stream(), notes.errors().stream()).toList());
        if (notes.example() != null) {
            exemplify(operation, notes);
        }
        if (operation.getOperationId().equals("submitBuild")) {
            media(operation.getRequestBody().getContent()).setExample(example("request.json"));
        }
    }

    private static void exemplify(Operation operation, OperationNotes notes) {
        APIResponse answer = operation.getResponses().getAPIResponse(notes.status());
        if (answer == null) {
            throw new IllegalStateException(
                    operation.getOperationId() + " has no answer " + notes.status());
        }
        media(answer.getContent()).setExample(example(notes.example()));
    }

    private static MediaType media(Content content) {
        return content.getMediaType("application/json");
    }

    private static Object example(String file) {
        try (InputStream in = ApiDocument.class.getResourceAsStream(EXAMPLES + file)) {
            if (in == null) {
                throw new IllegalStateException("no example " + file);
            }
            return JSON.readValue(in, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
