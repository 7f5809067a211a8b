package dev.buildserver.artifact.seal;

import dev.buildserver.contract.artifact.SealRequest;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The form of a seal's request. */
final class SealRequests {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private SealRequests() {}

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} with everything that is wrong
     */
    static SealRequest check(SealRequest request) {
        List<Violation> violations = new ArrayList<>();
        if (request == null) {
            violations.add(new Violation("", "a body is needed"));
        } else {
            if (request.count() < 0) {
                violations.add(new Violation("count", "must be 0 or more"));
            }
            if (request.manifestDigest() == null
                    || !SHA256.matcher(request.manifestDigest()).matches()) {
                violations.add(
                        new Violation(
                                "manifestDigest", "must be 64 lower-case hexadecimal digits"));
            }
        }
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
        return request;
    }
}
