package dev.buildserver.support.problem;

import dev.buildserver.domain.error.ErrorCode;
import java.util.Optional;

/** The framework's status codes in our terms. */
final class StatusCodes {
    private StatusCodes() {}

    /** Empty for a status with which the framework says nothing to the caller. */
    static Optional<ErrorCode> codeOf(int status) {
        return Optional.ofNullable(
                switch (status) {
                    case 400 -> ErrorCode.VALIDATION_FAILED;
                    case 401 -> ErrorCode.UNAUTHENTICATED;
                    case 403 -> ErrorCode.FORBIDDEN;
                    case 404 -> ErrorCode.NOT_FOUND;
                    case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
                    case 406 -> ErrorCode.NOT_ACCEPTABLE;
                    case 408 -> ErrorCode.REQUEST_TIMEOUT;
                    case 413 -> ErrorCode.PAYLOAD_TOO_LARGE;
                    case 415 -> ErrorCode.UNSUPPORTED_MEDIA_TYPE;
                    case 429 -> ErrorCode.RATE_LIMITED;
                    case 503 -> ErrorCode.UNAVAILABLE;
                    default -> null;
                });
    }
}
