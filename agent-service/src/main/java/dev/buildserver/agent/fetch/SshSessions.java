package dev.buildserver.agent.fetch;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.RemoteSession;
import org.eclipse.jgit.transport.SshConfigStore;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;

/**
 * SSH for one fetch, with one key and one list of known hosts: no agent, no configuration of the
 * user. It ends with its session.
 */
final class SshSessions extends SshdSessionFactory {
    private final List<Path> keys;
    private final List<Path> knownHosts;

    /**
     * @param nowhere an existing folder without SSH files, in place of the home folder
     */
    SshSessions(Optional<GitCredentials.Credential> credential, Path nowhere) {
        super(null, null);
        this.keys = credential.map(GitCredentials.Credential::sshKeyFile).stream().toList();
        this.knownHosts =
                credential.map(GitCredentials.Credential::knownHostsFile).stream().toList();
        setHomeDirectory(nowhere.toFile());
        setSshDirectory(nowhere.toFile());
    }

    @Override
    protected List<Path> getDefaultIdentities(File folder) {
        return keys;
    }

    @Override
    protected List<Path> getDefaultKnownHostsFiles(File folder) {
        return knownHosts;
    }

    @Override
    protected SshConfigStore createSshConfigStore(File home, File config, String user) {
        return null;
    }

    @Override
    protected ConnectorFactory getConnectorFactory() {
        return null;
    }

    @Override
    protected String getDefaultPreferredAuthentications() {
        return "publickey";
    }

    @Override
    public void releaseSession(RemoteSession session) {
        super.releaseSession(session);
        // Else its threads would stay for ever: each fetch has a factory of its own.
        close();
    }
}
