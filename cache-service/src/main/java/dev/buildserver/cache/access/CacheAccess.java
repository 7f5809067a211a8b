package dev.buildserver.cache.access;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.error.Violation;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides which entry a request means and whether the caller may use it. */
@ApplicationScoped
public class CacheAccess {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final Caller caller;

    CacheAccess(Caller caller) {
        this.caller = caller;
    }

    static boolean isTrusted(Caller caller) {
        return caller.claim("trusted").filter("true"::equals).isPresent();
    }

    /** The tenant whose cache the caller uses. */
    public String tenant() {
        return caller.tenant();
    }

    /** Who makes the request: agent and build, or whatever else there is. */
    public String producer() {
        return caller.claim("build").map(b -> caller.subject() + " " + b).orElse(caller.subject());
    }

    /** The attempt that makes the request; empty for callers that build nothing. */
    public Optional<String> attempt() {
        return caller.has(Roles.LEASE) ? caller.claim("attempt") : Optional.empty();
    }

    /**
     * The project that is built.
     *
     * @throws BuildServerException {@code FORBIDDEN} when the token is for none
     */
    public String project() {
        return caller.claim("project")
                .orElseThrow(
                        () ->
                                new BuildServerException(
                                        ErrorCode.FORBIDDEN, "The lease token names no project"));
    }

    /**
     * Lets only trusted builds pass.
     *
     * @throws BuildServerException {@code FORBIDDEN}
     */
    public void requireTrusted() {
        if (!isTrusted(caller)) {
            throw new BuildServerException(ErrorCode.FORBIDDEN, "Only trusted builds are believed");
        }
    }

    /** Whose uses those of the caller are. */
    public By by() {
        return own().by();
    }

    /** The scope into which the caller writes. */
    public Scope own() {
        return Scope.own(caller);
    }

    /** The scopes that the caller reads, its own first. */
    public List<Scope> readable() {
        return Scope.readable(caller);
    }

    /**
     * A blob of the caller's tenant, to be read.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} when the hash has not its form
     */
    public EntryKey blob(String hash) {
        return EntryKey.blob(caller.tenant(), checked(hash), by());
    }

    /**
     * The same to be written. Whoever holds a lease may: the name proves the content, and nobody
     * reads a blob whose name no entry told.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code FORBIDDEN}
     */
    public EntryKey blobToWrite(String hash) {
        requireWriter();
        return blob(hash);
    }

    /**
     * Where an action's result may be, in the order in which to look.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} when the hash has not its form
     */
    public List<EntryKey> actions(String hash) {
        checked(hash);
        return readable().stream().map(scope -> action(scope, hash)).toList();
    }

    /**
     * Where the caller puts an action's result.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}, {@code FORBIDDEN}
     */
    public EntryKey actionToWrite(String hash) {
        requireWriter();
        return action(own(), checked(hash));
    }

    /**
     * Where the list of packages of a lock file may be, in the order in which to look.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED} when the hash has not its form
     */
    public List<EntryKey> packageLists(String lockHash) {
        checked(lockHash);
        return readable().stream().map(scope -> packageList(scope, lockHash)).toList();
    }

    /**
     * Where the caller puts such a list.
     *
     * @throws BuildServerException {@code VALIDATION_FAILED}
     */
    public EntryKey packageListToWrite(String lockHash) {
        return packageList(own(), checked(lockHash));
    }

    private EntryKey action(Scope scope, String hash) {
        return new EntryKey(caller.tenant(), EntryKind.AC, "ac/" + scope.name(), hash, scope.by());
    }

    private EntryKey packageList(Scope scope, String hash) {
        String folder = "nuget-packages/" + scope.name();
        return new EntryKey(caller.tenant(), EntryKind.AC, folder, hash, scope.by());
    }

    private void requireWriter() {
        boolean writes =
                caller.has(Roles.LEASE)
                        || caller.has(Roles.SERVICE)
                        || caller.has(Roles.BUILD_MASTER);
        if (!writes) {
            throw new BuildServerException(
                    ErrorCode.FORBIDDEN, "Writing the cache needs the role BuildMaster");
        }
    }

    private static String checked(String hash) {
        if (!SHA256.matcher(hash).matches()) {
            throw BuildServerException.invalid(
                    List.of(new Violation("hash", "must be 64 lower-case hexadecimal digits")));
        }
        return hash;
    }
}
