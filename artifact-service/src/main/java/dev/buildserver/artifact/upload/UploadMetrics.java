package dev.buildserver.artifact.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** {@code artifacts_stored_total} and {@code artifacts_stored_bytes_total}. */
@Singleton
class UploadMetrics {
    private final Counter artifacts;
    private final Counter bytes;

    UploadMetrics(MeterRegistry registry) {
        artifacts =
                Counter.builder("artifacts.stored")
                        .description("Artifacts that were stored")
                        .register(registry);
        bytes =
                Counter.builder("artifacts.stored.bytes")
                        .description("Bytes of the artifacts that were stored")
                        .register(registry);
    }

    void stored(long sizeBytes) {
        artifacts.increment();
        bytes.increment(sizeBytes);
    }
}
