package dev.buildserver.cache.access;

import dev.buildserver.cache.usage.Usage.By;
import dev.buildserver.support.security.Caller;
import dev.buildserver.support.security.Roles;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whose results are kept apart inside a tenant. Trusted refs of a project share one scope. Each
 * other ref, such as that of a pull request, has its own, which nobody else reads: whoever can't
 * push to a project must not be able to give its builds results. Callers that build no project,
 * such as other build tools, share one that no build reads.
 *
 * @param name a part of names in the object storage
 * @param label for people to read
 */
public record Scope(String name, String label) {
    private static final Scope TOOLS = new Scope("tools", "tools");

    /** Begin of the names of scopes of refs that are not trusted. */
    private static final String OTHER = "ref-";

    private static final int NAME_BYTES = 12;

    /** Whose uses those of its entries are. */
    public By by() {
        return name.startsWith(OTHER) ? By.OTHERS : By.TRUSTED;
    }

    /** The scope into which a caller writes. */
    static Scope own(Caller caller) {
        return project(caller).map(project -> ofProject(project, caller)).orElse(TOOLS);
    }

    /** The scopes that a caller reads, its own first. */
    static List<Scope> readable(Caller caller) {
        Scope own = own(caller);
        return project(caller)
                .map(Scope::shared)
                .filter(shared -> !shared.equals(own))
                .map(shared -> List.of(own, shared))
                .orElse(List.of(own));
    }

    // The claims of other tokens are not the orchestrator's word.
    private static Optional<String> project(Caller caller) {
        return caller.has(Roles.LEASE) ? caller.claim("project") : Optional.empty();
    }

    private static Scope ofProject(String project, Caller caller) {
        if (CacheAccess.isTrusted(caller)) {
            return shared(project);
        }
        // Without a ref it is at least nobody else's.
        String ref =
                caller.claim("ref").or(() -> caller.claim("attempt")).orElseGet(caller::subject);
        return new Scope(OTHER + digest(project, ref), project + " " + ref);
    }

    private static Scope shared(String project) {
        return new Scope("project-" + digest(project), project);
    }

    private static String digest(String... parts) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            for (String part : parts) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                sha256.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                sha256.update(bytes);
            }
            return HexFormat.of().formatHex(sha256.digest(), 0, NAME_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
