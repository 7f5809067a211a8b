package dev.buildserver.gateway.submission;

import dev.buildserver.gateway.upstream.GatewayConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.util.function.Function;

/** Reads bodies of a few fields as strictly as those of submissions. */
@ApplicationScoped
public class SmallBody {
    private final long maxBytes;

    SmallBody(GatewayConfig config) {
        this.maxBytes = config.maxBodySize().asLongValue();
    }

    /**
     * What the fields say; all that is wrong with them is told at once.
     *
     * @param reader takes the fields that it knows; others are refused
     */
    public <T> T read(InputStream body, Function<Fields, T> reader) {
        Violations violations = new Violations();
        Fields fields = new Fields(StrictJson.object(body, maxBytes), "", violations);
        T read = reader.apply(fields);
        fields.refuseOthers();
        violations.throwIfAny();
        return read;
    }
}
