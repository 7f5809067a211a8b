package dev.buildserver.gateway.submission;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Keys by which a repeated request is recognised. */
final class IdempotencyKeys {
    private static final Pattern FORM = Pattern.compile("[!-~]{1,200}");
    private static final int RANDOM_BYTES = 16;

    private final SecureRandom random;

    IdempotencyKeys(SecureRandom random) {
        this.random = random;
    }

    /**
     * The client's key, or one of ours: it lets this gateway repeat a request whose answer was lost
     * with a connection.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} where the client's can't be one
     */
    String orNew(String fromClient) {
        if (fromClient == null) {
            byte[] bytes = new byte[RANDOM_BYTES];
            random.nextBytes(bytes);
            return "gateway-" + HexFormat.of().formatHex(bytes);
        }
        if (!FORM.matcher(fromClient).matches()) {
            throw BuildServerException.invalid(
                    List.of(
                            new Violation(
                                    "Idempotency-Key",
                                    "must be 1 to 200 visible ASCII characters")));
        }
        return fromClient;
    }
}
