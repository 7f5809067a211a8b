package dev.buildserver.agent.fetch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.SshSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;

/** SSH with one key and one list of known hosts: no agent, no configuration of the user. */
final class SshSessions {
    private SshSessions() {}

    /**
     * @param nowhere an existing folder without SSH files, in place of the home folder
     */
    static SshSessionFactory of(Optional<GitCredentials.Credential> credential, Path nowhere) {
        List<Path> keys = credential.map(GitCredentials.Credential::sshKeyFile).stream().toList();
        List<Path> knownHosts =
                credential.map(GitCredentials.Credential::knownHostsFile).stream().toList();
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(nowhere.toFile())
                .setSshDirectory(nowhere.toFile())
                .setConfigStoreFactory((home, config, user) -> null)
                .setConnectorFactory(null)
                .setPreferredAuthentications("publickey")
                .setDefaultIdentities(folder -> keys)
                .setDefaultKnownHostsFiles(folder -> knownHosts)
                .build(null);
    }
}
