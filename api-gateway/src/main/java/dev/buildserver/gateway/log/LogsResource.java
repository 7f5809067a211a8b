package dev.buildserver.gateway.log;

import dev.buildserver.gateway.http.Ids;
import dev.buildserver.gateway.http.StreamedResponse;
import dev.buildserver.support.security.Roles;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;

/** Logs of builds. */
@Path("/api/v1/builds/{executionId}/logs")
@RolesAllowed(Roles.DEVELOPER)
@Tag(name = "Builds")
class LogsResource {
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final LogReading logs;

    LogsResource(LogReading logs) {
        this.logs = logs;
    }

    @GET
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(summary = "The log as text, so far or, with follow=true, until the build has ended")
    public Uni<Void> text(
            @RestPath String executionId,
            @RestQuery @DefaultValue("false") boolean follow,
            @RestQuery String after,
            @Context RoutingContext request) {
        UUID id = Ids.build(executionId);
        LogPosition from = LogPosition.parse(after, "after");
        Uni<Multi<String>> pieces = follow ? logs.followedText(id, from) : logs.text(id, from);
        return pieces.chain(text -> StreamedResponse.write(text, TEXT, request));
    }

    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
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
}
