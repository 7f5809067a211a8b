package dev.buildserver.cli.connect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.cli.client.ClientJson;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The stack that runs on this machine, as its data folder tells. */
final class LocalStack {
    private static final String FOLDER = ".buildserver";

    private final Path folder;

    LocalStack(Path workingFolder) {
        this.folder = workingFolder.resolve(FOLDER);
    }

    /**
     * Address of the gateway; empty where no stack was started here.
     *
     * @throws ConnectionException when the file is there but unusable
     */
    Optional<URI> gateway() {
        Path ports = folder.resolve("ports.json");
        if (!Files.exists(ports)) {
            return Optional.empty();
        }
        try {
            JsonNode port = ClientJson.mapper().readTree(ports.toFile()).path("gateway");
            if (port.isInt()) {
                return Optional.of(URI.create("http://localhost:" + port.intValue()));
            }
        } catch (IOException e) {
            throw new ConnectionException("Cannot read " + ports + ": " + e.getMessage());
        }
        throw new ConnectionException(ports + " names no port of the gateway");
    }

    /** The token file for a role, or the developer's where the stack has no other. */
    Optional<Path> tokenFile(Role role) {
        Path wanted = token(role);
        Path fallback = token(Role.DEVELOPER);
        return Files.exists(wanted)
                ? Optional.of(wanted)
                : Optional.of(fallback).filter(Files::exists);
    }

    private Path token(Role role) {
        return folder.resolve("tokens").resolve(role.tokenFile());
    }
}
