package dev.buildserver.storage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Where the blobs are. */
@ConfigMapping(prefix = "buildserver.s3")
public interface S3Config {
    /** Address of an S3 service, with scheme and port. */
    URI endpoint();

    /** Access key; without one the client looks for an identity of the platform (IAM). */
    Optional<String> accessKey();

    /** Secret of the access key. */
    Optional<String> secretKey();

    /** Name of the bucket; made at start when it is missing. */
    @WithDefault("buildserver")
    String bucket();

    /** Region, where the service has regions. */
    Optional<String> region();

    /** Longest wait for a connection; at least a millisecond. */
    @WithDefault("PT3S")
    Duration connectTimeout();

    /** Longest silence on a connection, not the length of a transfer; at least a millisecond. */
    @WithDefault("PT30S")
    Duration timeout();
}
