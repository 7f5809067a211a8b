package dev.buildserver.agent.fetch;

import dev.buildserver.domain.source.RepositoryPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which repositories may be fetched, beside public ones. The gateway has the same settings. */
@ConfigMapping(prefix = "buildserver.repositories")
public interface RepositoriesConfig {
    /** Allows repositories on this machine. */
    @WithDefault("false")
    boolean allowLoopback();

    /** Allows repositories in private networks. */
    @WithDefault("false")
    boolean allowPrivate();

    /** Absolute folders below which {@code file:} URLs are allowed. */
    Optional<List<Path>> localFolders();

    /** The settings as a policy. */
    default RepositoryPolicy policy() {
        return new RepositoryPolicy(
                allowLoopback(), allowPrivate(), localFolders().orElse(List.of()));
    }
}
