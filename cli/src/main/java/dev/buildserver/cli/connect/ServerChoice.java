package dev.buildserver.cli.connect;

import dev.buildserver.cli.client.Endpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Decides which server is meant and with which token. */
public final class ServerChoice {
    /** Address of the server, where {@code --url} is not given. */
    public static final String URL_VARIABLE = "BUILDSERVER_URL";

    /** The token itself, where {@code --token-file} is not given. */
    public static final String TOKEN_VARIABLE = "BUILDSERVER_TOKEN";

    private static final URI DEFAULT = URI.create("http://localhost:8080");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private final Map<String, String> variables;
    private final LocalStack stack;

    public ServerChoice(Path workingFolder, Map<String, String> variables) {
        this.variables = variables;
        this.stack = new LocalStack(workingFolder);
    }

    /**
     * @param url as given; null = not given
     * @param tokenFile as given; null = not given
     * @param role decides which token of the local stack is taken
     * @throws ConnectionException when something given is unusable
     */
    public Endpoint choose(String url, Path tokenFile, Role role) {
        URI address = address(url);
        String token = token(tokenFile, address, role);
        try {
            return Endpoint.of(address, token);
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(e.getMessage());
        }
    }

    private URI address(String url) {
        String told = url != null ? url : variables.get(URL_VARIABLE);
        if (told == null || told.isBlank()) {
            return stack.gateway().orElse(DEFAULT);
        }
        try {
            return URI.create(told.strip());
        } catch (IllegalArgumentException e) {
            throw new ConnectionException(told + " is no URL: " + e.getMessage());
        }
    }

    private String token(Path tokenFile, URI address, Role role) {
        if (tokenFile != null) {
            return read(tokenFile);
        }
        String variable = variables.get(TOKEN_VARIABLE);
        if (variable != null && !variable.isBlank()) {
            return checked(variable.strip(), TOKEN_VARIABLE);
        }
        // The local stack's tokens are for the local stack: no other server gets to see them.
        Optional<Path> local =
                address.getHost() != null && LOOPBACK.contains(address.getHost())
                        ? stack.tokenFile(role)
                        : Optional.empty();
        return local.map(ServerChoice::read).orElse(null);
    }

    private static String read(Path file) {
        try {
            return checked(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new ConnectionException("Cannot read the token file " + file + ": " + reason(e));
        }
    }

    private static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException ? "there is none" : e.getMessage();
    }

    private static String checked(String token, String source) {
        boolean printable = token.chars().allMatch(c -> c > ' ' && c < 127);
        if (token.isEmpty() || !printable) {
            throw new ConnectionException(source + " holds no token");
        }
        return token;
    }
}
