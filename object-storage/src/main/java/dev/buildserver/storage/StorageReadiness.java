package dev.buildserver.storage;

import dev.buildserver.domain.error.BuildServerException;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when the bucket can be reached; makes it when it is missing. */
@Readiness
@ApplicationScoped
class StorageReadiness implements HealthCheck {
    private final ObjectStorage storage;
    private volatile boolean bucketKnown;

    StorageReadiness(ObjectStorage storage) {
        this.storage = storage;
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
