package dev.buildserver.benchmarks.load;

import dev.buildserver.cli.client.ClientJson;
import dev.buildserver.contract.artifact.ArtifactManifest;
import dev.buildserver.contract.artifact.SealReceipt;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/** Uploads one small artifact of an attempt and seals it; what fails for a while is repeated. */
final class ArtifactUpload {
    private static final long TIMEOUT_MILLIS = 10_000;
    private static final String FILE = "load.nupkg";

    private final Surroundings around;
    private final GrantedLease lease;
    private final Consumer<SealReceipt> sealed;
    private final Runnable refused;
    private final BackOff backOff;
    private final String path;
    private final Buffer content;
    private final String sha256;

    /**
     * @param sealed called with the receipt
     * @param refused called when the attempt may not upload any more
     */
    ArtifactUpload(
            Surroundings around,
            GrantedLease lease,
            Consumer<SealReceipt> sealed,
            Runnable refused) {
        this.around = around;
        this.lease = lease;
        this.sealed = sealed;
        this.refused = refused;
        this.backOff = new BackOff(around.random());
        this.path = "/internal/v1/attempts/" + lease.attemptUid();
        byte[] bytes = content(lease.attemptUid());
        this.content = Buffer.buffer(bytes);
        this.sha256 = sha256(bytes);
    }

    /** What the artifact of an attempt holds. */
    static byte[] content(UUID attempt) {
        return ("artifact of attempt " + attempt).getBytes(StandardCharsets.UTF_8);
    }

    /** Manifest of the one artifact. */
    String manifestDigest() {
        return ArtifactManifest.digest(
                List.of(new ArtifactManifest.Entry(FILE, sha256, content.length())));
    }

    void start() {
        around.artifacts()
                .post(
                        path + "/artifacts?kind=Package&path=" + FILE + "&sha256=" + sha256,
                        lease.token(),
                        content,
                        TIMEOUT_MILLIS,
                        answer -> answered("artifact", answer, this::start, this::seal));
    }

    private void seal() {
        String body = "{\"count\":1,\"manifestDigest\":\"" + manifestDigest() + "\"}";
        around.artifacts()
                .post(
                        path + "/seal",
                        lease.token(),
                        Buffer.buffer(body),
                        TIMEOUT_MILLIS,
                        answer -> answered("seal", answer, this::seal, () -> received(answer)));
    }

    private void received(Answer answer) {
        try {
            sealed.accept(
                    ClientJson.mapper().readValue(answer.body().getBytes(), SealReceipt.class));
        } catch (IOException e) {
            throw new IllegalStateException("unreadable receipt: " + answer.body(), e);
        }
    }

    private void answered(String call, Answer answer, Runnable again, Runnable next) {
        if (answer.isGood()) {
            backOff.reset();
            next.run();
            return;
        }
        around.meter().fault(call + "." + answer.fault());
        if (answer.isRepeatable()) {
            around.after(backOff.after(answer), again);
        } else {
            refused.run();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
