package dev.buildserver.support.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Gives the container's mapper the form of {@link WireJson}. */
@Singleton
final class WireJsonCustomizer implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        WireJson.configure(mapper);
    }
}
