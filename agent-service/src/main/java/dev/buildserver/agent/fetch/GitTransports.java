package dev.buildserver.agent.fetch;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.CredentialItem;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;

/** Opens transports to repositories that may be fetched, with the credential of their host. */
@Singleton
class GitTransports {
    private static final String DEFAULT_USER = "token";

    private final AllowedHosts hosts;
    private final GitCredentials credentials;
    private final FetchConfig config;

    GitTransports(AllowedHosts hosts, GitCredentials credentials, FetchConfig config) {
        this.hosts = hosts;
        this.credentials = credentials;
        this.config = config;
    }

    /**
     * A transport for a fetch; connects later.
     *
     * @throws SourceUnavailableException when the repository may not be fetched
     * @throws IOException when the host can't be found
     */
    Transport open(Repository into, String url) throws SourceUnavailableException, IOException {
        hosts.checkUrl(url);
        URIish uri = parse(url);
        if (uri.getHost() == null) {
            hosts.checkFolder(Path.of(uri.getPath()));
        } else {
            hosts.checkHost(uri.getHost());
        }
        Optional<GitCredentials.Credential> credential =
                uri.getHost() == null
                        ? Optional.empty()
                        : credentials.find(uri.getHost(), uri.getPort());
        Transport transport = Transport.open(into, uri);
        transport.setTimeout((int) config.fetch().idleTimeout().toSeconds());
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setCheckFetchedObjects(false);
        transport.setCredentialsProvider(new HostCredentials(uri, credential));
        if (transport instanceof TransportHttp http) {
            http.setHttpConnectionFactory(new GitHttp(hosts, config.fetch().connectTimeout()));
        } else if (transport instanceof SshTransport ssh) {
            ssh.setSshSessionFactory(new SshSessions(credential, config.workDir()));
        }
        return transport;
    }

    private static URIish parse(String url) throws SourceUnavailableException {
        try {
            return new URIish(url);
        } catch (URISyntaxException e) {
            throw new SourceUnavailableException("The repository URL is not valid", e);
        }
    }

    /** Gives the token to the host that it is for, and to no other, whatever redirects say. */
    private static final class HostCredentials extends CredentialsProvider {
        private final URIish repository;
        private final Optional<GitCredentials.Credential> credential;

        private HostCredentials(URIish repository, Optional<GitCredentials.Credential> credential) {
            this.repository = repository;
            this.credential = credential.filter(c -> c.token() != null);
        }

        @Override
        public boolean isInteractive() {
            return false;
        }

        @Override
        public boolean supports(CredentialItem... items) {
            return credential.isPresent();
        }

        @Override
        public boolean get(URIish uri, CredentialItem... items) {
            boolean sameHost =
                    repository.getHost().equalsIgnoreCase(uri.getHost())
                            && repository.getPort() == uri.getPort();
            if (credential.isEmpty() || !sameHost || !isConfidential(uri)) {
                return false;
            }
            GitCredentials.Credential c = credential.get();
            String user = c.username() == null ? DEFAULT_USER : c.username();
            return new UsernamePasswordCredentialsProvider(user, c.token()).get(uri, items);
        }

        private boolean isConfidential(URIish uri) {
            return "https".equals(uri.getScheme())
                    || credential.filter(GitCredentials.Credential::plainHttp).isPresent();
        }
    }
}
