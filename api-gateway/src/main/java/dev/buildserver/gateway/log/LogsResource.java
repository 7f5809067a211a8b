package dev.buildserver.gateway.log;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.gateway.http.Ids;
import dev.buildserver.gateway.http.StreamedResponse;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Logs of builds. */
@Path("/api/v1/builds/{executionId}/logs")
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Builds")
class LogsResource {
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final String TEXT_EXAMPLE =
            """
            [2025-11-15 10:05:00] INFO: Starting build for MyApp (Release)
            [2025-11-15 10:05:01] INFO: Cloning repository https://github.com/org/myapp
            """;
    private static final String EVENTS_EXAMPLE =
            """
            event: status
            data: {"status":"Running","currentStage":"Cloning","attempt":1}

            event: stage
            data: {"attempt":1,"name":"Clone","status":"Running","startTime":"2025-11-15T10:05:00Z"}

            id: 1.1
            event: log
            data: {"attempt":1,"line":1,"time":"2025-11-15T10:05:00Z","level":"INFO","text":"Starting build for MyApp (Release)"}

            event: end
            data: {"status":"Succeeded"}

            """;

    private final LogReading logs;

    LogsResource(LogReading logs) {
        this.logs = logs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "getLogs",
            summary = "The log of all attempts",
            description =
                    "As text: so far or, with follow=true, until the build has ended. With Accept:"
                            + " text/event-stream: until the build has ended, as server-sent events"
                            + " log, stage, status and end. Log events have ids, so that a client"
                            + " goes on with Last-Event-ID after a broken connection.")
    @APIResponse(
            responseCode = "200",
            description = "The log",
            content = {
                @Content(
                        mediaType = MediaType.TEXT_PLAIN,
                        schema = @Schema(type = SchemaType.STRING),
                        example = TEXT_EXAMPLE),
                @Content(
                        mediaType = MediaType.SERVER_SENT_EVENTS,
                        schema = @Schema(type = SchemaType.STRING),
                        example = EVENTS_EXAMPLE)
            })
    @Parameter(
            name = "Last-Event-ID",
            in = ParameterIn.HEADER,
            description = "Server-sent events only: id of the last event seen",
            schema = @Schema(type = SchemaType.STRING))
    public Uni<Void> text(
            @RestPath String executionId,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
                    @RestQuery
                    String follow,
            @Parameter(description = "Only what comes after attempt.line, such as 1.250") @RestQuery
                    String after,
            @Context HttpHeaders headers,
            @Context RoutingContext request) {
        checkAcceptable(headers);
        UUID id = Ids.build(executionId);
        LogPosition from = LogPosition.parse(after, "after");
        Uni<Multi<String>> pieces =
                isTrue(follow) ? logs.followedText(id, from) : logs.text(id, from);
        return pieces.chain(text -> StreamedResponse.write(text, TEXT, request));
    }

    // The weight: those who take anything get the text.
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS + ";qs=0.5")
    @Operation(hidden = true)
    public Uni<Void> events(
            @RestPath String executionId,
            @HeaderParam("Last-Event-ID") String lastEventId,
            @RestQuery String after,
            @Context RoutingContext request) {
        UUID id = Ids.build(executionId);
        LogPosition from =
                lastEventId == null
                        ? LogPosition.parse(after, "after")
                        : LogPosition.parse(lastEventId, "Last-Event-ID");
        return logs.events(id, from)
                .chain(
                        events ->
                                StreamedResponse.write(
                                        events, MediaType.SERVER_SENT_EVENTS, request));
    }

    // The framework compares types only for what it writes itself.
    private static void checkAcceptable(HttpHeaders headers) {
        if (headers.getAcceptableMediaTypes().stream()
                .noneMatch(MediaType.TEXT_PLAIN_TYPE::isCompatible)) {
            throw new BuildServerException(
                    ErrorCode.NOT_ACCEPTABLE, "A log is text/plain or text/event-stream");
        }
    }

    private static boolean isTrue(String follow) {
        if (follow == null || follow.equals("false")) {
            return false;
        }
        if (follow.equals("true")) {
            return true;
        }
        throw BuildServerException.invalid(
                List.of(new Violation("follow", "must be true or false")));
    }
}
