package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.support.security.InternalTokens;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;

/** Checks, without a call, that the artifact service sealed what a result says. */
@ApplicationScoped
class SealReceipts {
    private final InternalTokens tokens;

    SealReceipts(InternalTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * @param receipt null where nothing was uploaded
     * @throws BuildServerException {@code RESULT_REFUSED} when it is not genuine or not for this
     *     attempt
     */
    void check(UUID attemptUid, SealReceipt receipt) {
        if (receipt != null && !isGenuine(attemptUid, receipt)) {
            throw new BuildServerException(
                    ErrorCode.RESULT_REFUSED,
                    "The receipt of the artifact service is not genuine, or is for other artifacts");
        }
    }

    private boolean isGenuine(UUID attemptUid, SealReceipt receipt) {
        return receipt.token() != null
                && tokens.verify(receipt.token())
                        .filter(claims -> says(claims, attemptUid, receipt))
                        .isPresent();
    }

    private static boolean says(JwtClaims claims, UUID attemptUid, SealReceipt receipt) {
        try {
            return claims.getStringListClaimValue("groups").contains(Roles.RECEIPT)
                    && attemptUid.toString().equals(claims.getStringClaimValue("attempt"))
                    && claims.getStringClaimValue("manifestDigest").equals(receipt.manifestDigest())
                    && number(claims, "count") == receipt.count()
                    && number(claims, "bytes") == receipt.totalBytes();
        } catch (MalformedClaimException | NullPointerException e) {
            return false;
        }
    }

    private static long number(JwtClaims claims, String name) throws MalformedClaimException {
        Number value = claims.getClaimValue(name, Number.class);
        return value == null ? -1 : value.longValue();
    }
}
