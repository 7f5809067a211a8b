package dev.buildserver.agent.fetch;

import dev.buildserver.domain.source.RepositoryPolicy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Asks the policy about what only the fetching machine knows: addresses behind names, folders
 * behind links. Java remembers a resolved name for 30 s, so the connection made right after the
 * check goes to an address that was checked.
 */
@Singleton
class AllowedHosts {
    private final RepositoryPolicy policy;

    @Inject
    AllowedHosts(RepositoriesConfig config) {
        this(config.policy());
    }

    AllowedHosts(RepositoryPolicy policy) {
        this.policy = policy;
    }

    /** Refuses a URL that may not be fetched, before any connection. */
    void checkUrl(String url) throws SourceUnavailableException {
        Optional<String> objection = policy.objection(url);
        if (objection.isPresent()) {
            throw new SourceUnavailableException("The repository URL " + objection.get());
        }
    }

    /**
     * Refuses a host one of whose addresses may not be connected to.
     *
     * @throws java.net.UnknownHostException when the name has no address
     * @throws ForbiddenHostException when it may not be connected to
     */
    void checkHost(String host) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(host)) {
            Optional<String> objection = policy.objection(address);
            if (objection.isPresent()) {
                throw new ForbiddenHostException("The host " + host + " " + objection.get());
            }
        }
    }

    /** Refuses a local repository that lies elsewhere than its path says. */
    void checkFolder(Path folder) throws SourceUnavailableException, IOException {
        if (!folder.toFile().exists()) {
            throw new SourceUnavailableException("There is no folder " + folder);
        }
        Optional<String> objection = policy.objection(folder.toRealPath());
        if (objection.isPresent()) {
            throw new SourceUnavailableException("The repository URL " + objection.get());
        }
    }

    /** A connection that the policy forbids. */
    static final class ForbiddenHostException extends IOException {
        ForbiddenHostException(String message) {
            super(message);
        }
    }
}
