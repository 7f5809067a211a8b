package dev.buildserver.gateway.build;

import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.gateway.upstream.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.UUID;

/** Makes links. They are relative, so that they hold behind any proxy. */
@ApplicationScoped
class Links {
    private static final String BUILDS = "/api/v1/builds/";

    private final Optional<String> traceUrlTemplate;

    @Inject
    Links(GatewayConfig config) {
        this(config.traceUrlTemplate());
    }

    Links(Optional<String> traceUrlTemplate) {
        this.traceUrlTemplate = traceUrlTemplate;
    }

    static String self(UUID id) {
        return BUILDS + id;
    }

    LinksView of(UUID id, BuildStatus status, String traceId) {
        String self = self(id);
        return new LinksView(
                self,
                self + "/logs",
                trace(traceId),
                self + "/artifacts",
                status.isFinal() ? null : self + "/cancel",
                status.isFinal() ? self + "/rerun" : null);
    }

    private String trace(String traceId) {
        return traceId == null
                ? null
                : traceUrlTemplate.map(url -> url.replace("{traceId}", traceId)).orElse(null);
    }
}
