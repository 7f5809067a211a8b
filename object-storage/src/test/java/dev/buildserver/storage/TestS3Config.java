package dev.buildserver.storage;

import dev.buildserver.embedded.s3.S3Server;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

record TestS3Config(URI endpoint, Optional<String> accessKey, Optional<String> secretKey)
        implements S3Config {
    static TestS3Config of(S3Server server) {
        return new TestS3Config(
                server.endpoint(),
                Optional.of(server.accessKey()),
                Optional.of(server.secretKey()));
    }

    @Override
    public String bucket() {
        return "blobs";
    }

    @Override
    public Optional<String> region() {
        return Optional.empty();
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(3);
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(30);
    }
}
