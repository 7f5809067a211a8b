package dev.buildserver.agent.packages;

import dev.buildserver.agent.http.CallFailedException;
import dev.buildserver.agent.http.Credential;
import dev.buildserver.agent.http.JsonHttp;
import dev.buildserver.contract.cache.PackageList;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The cache service's feed of packages, and its lists of them; each call ends within its time-out.
 */
public final class PackageFeed {
    private static final int NOT_FOUND = 404;

    private final JsonHttp http;
    private final String base;
    private final Credential as;
    private final Duration silence;
    private final Duration transfer;

    /**
     * @param base the service's address
     * @param as an attempt's lease token says whose lists are meant
     * @param silence longest wait for an answer, or for more of it
     * @param transfer longest time for a package
     */
    public PackageFeed(
            JsonHttp http, String base, Credential as, Duration silence, Duration transfer) {
        this.http = http;
        this.base = base.replaceAll("/+$", "");
        this.as = as;
        this.silence = silence;
        this.transfer = transfer;
    }

    /** The list of packages by a {@link LockHash}. */
    Optional<PackageList> list(String lockHash) throws CallFailedException, InterruptedException {
        try {
            return http.get(listUri(lockHash), as, PackageList.class, silence);
        } catch (CallFailedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    void keepList(String lockHash, PackageList list)
            throws CallFailedException, InterruptedException {
        http.put(listUri(lockHash), as, list, silence);
    }

    /** Gets a package; the feed fetches it where it has not done so before. */
    void download(PackageId id, Path target) throws CallFailedException, InterruptedException {
        String path =
                "/nuget/v3/flat/%s/%s/%s"
                        .formatted(encode(id.id()), encode(id.version()), encode(id.file()));
        http.getFile(URI.create(base + path), as, target, silence, transfer);
    }

    private URI listUri(String lockHash) {
        return URI.create(base + "/internal/v1/cache/nuget/packages/" + lockHash);
    }

    private static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8);
    }
}
