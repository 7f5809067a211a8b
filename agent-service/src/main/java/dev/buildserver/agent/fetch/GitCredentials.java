package dev.buildserver.agent.fetch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Credentials for private repositories, one per Git host, from a JSON file that only its owner may
 * read:
 *
 * <pre>{@code
 * [
 *   {"host": "git.example.com", "username": "reader", "token": "…"},
 *   {"host": "git.example.org", "sshKeyFile": "/etc/agent/id_ed25519",
 *    "knownHostsFile": "/etc/agent/known_hosts"}
 * ]
 * }</pre>
 *
 * <p>{@code host} is a host name, with a port where the repository's URL has one. A token goes over
 * {@code https}; over {@code http} only to a host named {@code host:port} with {@code "plainHttp":
 * true}. An SSH key must have no passphrase; the server's key must be in the known hosts. The file
 * is read anew for each fetch, so it may be changed while the agent runs.
 */
@Singleton
class GitCredentials {
    private static final Logger LOG = Logger.getLogger(GitCredentials.class);
    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private final Optional<Path> file;
    private final ObjectMapper json;

    @Inject
    GitCredentials(FetchConfig config, ObjectMapper json) {
        this(config.gitCredentialsFile(), json);
    }

    GitCredentials(Optional<Path> file, ObjectMapper json) {
        this.file = file;
        this.json = json;
    }

    /**
     * The credential for a host.
     *
     * @param port -1 where the URL has none
     */
    Optional<Credential> find(String host, int port) throws SourceUnavailableException {
        String wanted = port < 0 ? host : host + ":" + port;
        return read().stream().filter(c -> wanted.equalsIgnoreCase(c.host())).findFirst();
    }

    private List<Credential> read() throws SourceUnavailableException {
        if (file.isEmpty()) {
            return List.of();
        }
        Path path = file.get();
        try {
            requirePrivate(path);
            return List.of(json.readValue(path.toFile(), Credential[].class));
        } catch (IOException e) {
            // Not the parser's message: it may quote the file.
            LOG.errorf("The Git credentials file %s can't be read: %s", path, e.getClass());
            throw new SourceUnavailableException(
                    "The agent's Git credentials can't be read; its operator has to look");
        }
    }

    private static void requirePrivate(Path path) throws IOException {
        PosixFileAttributeView view =
                Files.getFileAttributeView(path, PosixFileAttributeView.class);
        if (view != null && !OWNER_ONLY.containsAll(view.readAttributes().permissions())) {
            throw new IOException("others than its owner may read it");
        }
    }

    /**
     * How to show oneself to a host: by a token or by an SSH key.
     *
     * @param host name, with {@code :port} where URLs have one
     * @param username for the token; many hosts ignore it
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Credential(
            String host,
            String username,
            String token,
            Path sshKeyFile,
            Path knownHostsFile,
            boolean plainHttp) {
        /** Secrets stay out of logs. */
        @Override
        public String toString() {
            return "Credential[" + host + "]";
        }
    }
}
