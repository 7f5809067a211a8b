package dev.buildserver.support.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/**
 * The JSON of every interface: enums by {@code toString()}, instants and durations in ISO 8601,
 * absent instead of null.
 */
public final class WireJson {
    private WireJson() {}

    /** A mapper for code that runs without the container. */
    public static ObjectMapper mapper() {
        return configure(new ObjectMapper().registerModule(new JavaTimeModule()));
    }

    static ObjectMapper configure(ObjectMapper mapper) {
        return mapper.enable(SerializationFeature.WRITE_ENUMS_USING_TO_STRING)
                .enable(DeserializationFeature.READ_ENUMS_USING_TO_STRING)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                // Services of neighbouring versions talk to each other during an upgrade.
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL);
    }
}
