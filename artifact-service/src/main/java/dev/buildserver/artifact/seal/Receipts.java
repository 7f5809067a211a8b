package dev.buildserver.artifact.seal;

import dev.buildserver.artifact.catalog.Attempt;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.support.config.Bounds;
import dev.buildserver.support.security.InternalConfig;
import dev.buildserver.support.security.InternalTokens;
import dev.buildserver.support.security.Roles;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;

/** Signs receipts, which the orchestrator checks without a call. */
@Singleton
@Startup
class Receipts {
    private static final String SUBJECT = "artifact-service";

    private final InternalTokens tokens;
    private final Duration ttl;

    Receipts(InternalTokens tokens, SealConfig config, InternalConfig keys) {
        this.tokens = tokens;
        this.ttl = config.receiptTtl();
        Bounds.check(
                "buildserver.artifact.seal.receipt-ttl",
                ttl,
                Duration.ofHours(1),
                Duration.ofDays(90));
        if (keys.privateKeyFile().isEmpty()) {
            throw new IllegalArgumentException(
                    "buildserver.internal.private-key-file is needed to sign receipts");
        }
    }

    SealReceipt of(Attempt sealed) {
        String token =
                tokens.sign(
                        SUBJECT,
                        Roles.RECEIPT,
                        Map.of(
                                "attempt", sealed.attemptUid().toString(),
                                "manifestDigest", sealed.manifestDigest(),
                                "count", sealed.count(),
                                "bytes", sealed.totalBytes()),
                        ttl);
        return new SealReceipt(sealed.manifestDigest(), sealed.count(), sealed.totalBytes(), token);
    }
}
