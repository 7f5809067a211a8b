package dev.buildserver.agent.publish;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.artifact.ArtifactMetadata;
import dev.buildserver.contract.artifact.AskStored;
import dev.buildserver.contract.artifact.CopyArtifact;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.artifact.SealRequest;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The calls to the artifact service, made with the attempt's lease token. */
@Singleton
class ArtifactClient {
    private static final Duration SHORT_TIMEOUT = Duration.ofSeconds(30);

    private final JsonHttp http;
    private final PublishConfig config;

    ArtifactClient(JsonHttp http, PublishConfig config) {
        this.http = http;
        this.config = config;
    }

    /** Those of the digests whose contents the service has for this tenant. */
    Set<String> stored(String base, Lease lease, List<String> digests)
            throws CallFailedException, InterruptedException {
        Set<String> stored = new HashSet<>();
        for (int begin = 0; begin < digests.size(); begin += AskStored.MOST_DIGESTS) {
            int end = Math.min(digests.size(), begin + AskStored.MOST_DIGESTS);
            http.post(
                            uri(base, lease, "artifacts/stored"),
                            credential(lease),
                            new AskStored(digests.subList(begin, end)),
                            AskStored.Answer.class,
                            SHORT_TIMEOUT)
                    .ifPresent(answer -> stored.addAll(answer.stored()));
        }
        return stored;
    }

    /** Makes an artifact of a content that the service has; fails when it has it no more. */
    void copy(String base, Lease lease, HashedFile file)
            throws CallFailedException, InterruptedException {
        http.post(
                uri(base, lease, "artifacts/copies"),
                credential(lease),
                new CopyArtifact(
                        file.output().path(),
                        file.output().name(),
                        file.output().kind().toString(),
                        file.sha256(),
                        file.size(),
                        file.output().contentType()),
                ArtifactMetadata.class,
                config.uploadTimeout());
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
                credential(lease),
                file.output().file(),
                file.output().contentType(),
                ArtifactMetadata.class,
                config.uploadTimeout());
    }

    SealReceipt seal(String base, Lease lease, SealRequest request)
            throws CallFailedException, InterruptedException {
        return http.post(
                        uri(base, lease, "seal"),
                        credential(lease),
                        request,
                        SealReceipt.class,
                        SHORT_TIMEOUT)
                .orElseThrow(() -> new IllegalStateException("empty answer to a seal"));
    }

    private static Credential credential(Lease lease) {
        return new Credential(lease.leaseToken(), lease.traceParent());
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
