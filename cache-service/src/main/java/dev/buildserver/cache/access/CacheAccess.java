package dev.buildserver.cache.access;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/** Decides which entry a request means and whether the caller may use it. */
@ApplicationScoped
public class CacheAccess {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Caller caller;

    CacheAccess(Caller caller) {
        this.caller = caller;
    }

    /**
     * The entry of the caller's tenant.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} when the hash has not its form
     */
    public EntryKey toRead(EntryKind kind, String hash) {
        if (!SHA256.matcher(hash).matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation("hash", "must be 64 lower-case hexadecimal digits")));
        }
        return new EntryKey(caller.tenant(), kind, hash);
    }

    /**
     * The same for a write, which is for builds of trusted refs and for services: others could give
     * the next build a result that its sources do not have.
     *
     * @throws BuildServerException {@code FORBIDDEN}
     */
    public EntryKey toWrite(EntryKind kind, String hash) {
        boolean trusted = caller.claim("trusted").filter("true"::equals).isPresent();
        if (!caller.has(Roles.SERVICE) && !trusted) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN, "Only builds of trusted refs write the cache");
        }
        return toRead(kind, hash);
    }
}
