package dev.buildserver.gateway.submission;

import dev.buildserver.domain.source.RepositoryPolicy;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Which repositories may be built, beyond those of public hosts. Agents have the same settings. */
@ConfigMapping(prefix = "buildserver.repositories")
public interface RepositoriesConfig {
    /** Whether repositories on the machine itself are allowed. */
    @WithDefault("false")
    boolean allowLoopback();

    /** Whether repositories in private networks are allowed. */
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
