package dev.buildserver.artifact.upload;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** What came in: all that was stored, and how much of it did not have to be sent. */
@Singleton
class UploadMetrics {
    private final Counter artifacts;
    private final Counter bytes;
    private final Counter copiedBytes;

    UploadMetrics(MeterRegistry registry) {
        artifacts =
                Counter.builder("artifacts.stored")
                        .description("Artifacts that were stored")
                        .register(registry);
        bytes =
                Counter.builder("artifacts.stored.bytes")
                        .description("Bytes of the artifacts that were stored")
                        .register(registry);
        copiedBytes =
                Counter.builder("artifacts.copied.bytes")
                        .description("Bytes of those that were there before and were not sent")
                        .register(registry);
    }

    void copied(long sizeBytes) {
        copiedBytes.increment(sizeBytes);
    }

    void stored(long sizeBytes) {
        artifacts.increment();
        bytes.increment(sizeBytes);
    }
}
