package dev.buildserver.storage;

import dev.buildserver.domain.error.BuildServerException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Ready when the bucket can be reached. Makes the bucket when it is missing: at start, or as soon
 * as the storage answers.
 */
@Readiness
@ApplicationScoped
class StorageReadiness implements HealthCheck {
    private static final Logger LOG = Logger.getLogger(StorageReadiness.class);

    private final ObjectStorage storage;
    private volatile boolean bucketKnown;

    StorageReadiness(ObjectStorage storage) {
        this.storage = storage;
    }

    void makeBucket(@Observes StartupEvent started) {
        if (call().getStatus() == HealthCheckResponse.Status.DOWN) {
            LOG.warn(
                    "The object storage does not answer; this service is not ready before it does");
        }
    }

    @Override
    public HealthCheckResponse call() {
        try {
            if (bucketKnown) {
                storage.probe();
            } else {
                storage.ensureBucket();
                bucketKnown = true;
            }
            return HealthCheckResponse.up("object storage");
        } catch (BuildServerException e) {
            return HealthCheckResponse.down("object storage");
        }
    }
}
