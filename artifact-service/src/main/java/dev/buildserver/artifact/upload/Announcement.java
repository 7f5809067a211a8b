package dev.buildserver.artifact.upload;

import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.Violation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an attempt says of an artifact before its content comes; complete and well-formed. */
record Announcement(
        String path,
        String name,
        ArtifactKind kind,
        String sha256,
        String contentType,
        long sizeBytes) {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    // type/subtype with simple parameters: it goes into a header of every download.
    private static final Pattern CONTENT_TYPE =
            Pattern.compile(
                    "[\\w!#$&^.+-]{1,60}/[\\w!#$&^.+-]{1,60}(; ?[\\w-]{1,30}=[\\w.-]{1,60}){0,3}");
    private static final String ANY_BYTES = "application/octet-stream";

    /**
     * @throws BuildServerException {@code VALIDATION_FAILED} with everything that is wrong
     */
    static Announcement parse(UploadParameters request) {
        List<Violation> violations = new ArrayList<>();
        ArtifactPath.check(request.path())
                .ifPresent(why -> violations.add(new Violation("path", why)));
        String name = request.name() == null ? lastOf(request.path()) : request.name();
        if (violations.isEmpty() || request.name() != null) {
            ArtifactPath.checkName(name)
                    .ifPresent(why -> violations.add(new Violation("name", why)));
        }
        Optional<ArtifactKind> kind = kind(request.kind());
        if (kind.isEmpty()) {
            violations.add(new Violation("kind", "must be one of " + kinds()));
        }
        if (request.sha256() == null || !SHA256.matcher(request.sha256()).matches()) {
            violations.add(new Violation("sha256", "must be 64 lower-case hexadecimal digits"));
        }
        String length = request.contentLength();
        if (length == null || !LENGTH.matcher(length).matches()) {
            violations.add(new Violation("Content-Length", "is needed"));
        }
        if (!violations.isEmpty()) {
            throw BuildServerException.invalid(violations);
        }
        return new Announcement(
                request.path(),
                name,
                kind.orElseThrow(),
                request.sha256(),
                contentType(request.contentType()),
                Long.parseLong(length));
    }

    private static String lastOf(String path) {
        return path == null ? null : path.substring(path.lastIndexOf('/') + 1);
    }

    private static Optional<ArtifactKind> kind(String wireName) {
        return Arrays.stream(ArtifactKind.values())
                .filter(kind -> kind.toString().equals(wireName))
                .findFirst();
    }

    private static String kinds() {
        return String.join(
                ", ", Arrays.stream(ArtifactKind.values()).map(Object::toString).toList());
    }

    private static String contentType(String header) {
        return header != null && CONTENT_TYPE.matcher(header).matches() ? header : ANY_BYTES;
    }
}
