package dev.buildserver.agent.publish;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The calls to the artifact service, made with the attempt's lease token. */
@Singleton
class ArtifactClient {
    private static final Duration SEAL_TIMEOUT = Duration.ofSeconds(30);

    private final JsonHttp http;
    private final PublishConfig config;

    ArtifactClient(JsonHttp http, PublishConfig config) {
        this.http = http;
        this.config = config;
    }

    /** Repeating an upload of the same content is harmless. */
    void upload(String base, Lease lease, HashedFile file)
            throws CallFailedException, InterruptedException {
        String query =
                "?path="
                        + encode(file.output().path())
                        + "&name="
                        + encode(file.output().name())
                        + "&kind="
                        + file.output().kind()
                        + "&sha256="
                        + file.sha256();
        http.postFile(
                uri(base, lease, "artifacts" + query),
                new Credential(lease.leaseToken(), lease.traceParent()),
                file.output().file(),
                file.output().contentType(),
                ArtifactMetadata.class,
                config.uploadTimeout());
    }

    SealReceipt seal(String base, Lease lease, SealRequest request)
            throws CallFailedException, InterruptedException {
        return http.post(
                        uri(base, lease, "seal"),
                        new Credential(lease.leaseToken(), lease.traceParent()),
                        request,
                        SealReceipt.class,
                        SEAL_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("empty answer to a seal"));
    }

    private static URI uri(String base, Lease lease, String what) {
        return URI.create(
                base.replaceAll("/+$", "")
                        + "/internal/v1/attempts/"
                        + lease.attemptUid()
                        + "/"
                        + what);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
