package dev.buildserver.support.security;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Keys of the tokens that services, agents and attempts use among themselves. */
@ConfigMapping(prefix = "buildserver.internal")
public interface InternalConfig {
    /** EC P-256 public key, PEM (X.509). Without it no internal token is accepted. */
    Optional<Path> publicKeyFile();

    /** EC P-256 private key, PEM (PKCS#8). Without it this service can't make internal tokens. */
    Optional<Path> privateKeyFile();

    /** How long a service's own token is valid. */
    @WithDefault("PT5M")
    Duration serviceTokenTtl();
}
