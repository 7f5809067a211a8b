package dev.buildserver.agent.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.transport.UploadPack;

/** A Git server over SSH for one repository and one user's key. */
public final class GitSshServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey = newKey();
    private final Path repository;

    public GitSshServer(Path repository, PublicKey user) throws Exception {
        this.repository = repository;
        server.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setPublickeyAuthenticator((name, key, s) -> KeyUtils.compareKeys(key, user));
        server.setCommandFactory((channel, command) -> new Upload());
        server.start();
    }

    public String url() {
        return "ssh://git@127.0.0.1:" + server.getPort() + "/demo.git";
    }

    public int port() {
        return server.getPort();
    }

    /** Writes a file with this server's key, as ssh-keyscan does. */
    public Path knownHosts(Path file) throws IOException {
        return Files.writeString(
                file,
                "[127.0.0.1]:%d %s%n"
                        .formatted(port(), PublicKeyEntry.toString(hostKey.getPublic())));
    }

    public static KeyPair newKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    /** Writes a private key in OpenSSH's form, for its owner alone. */
    public static Path writeKey(KeyPair key, Path file) throws Exception {
        try (OutputStream out = Files.newOutputStream(file)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key, "test", null, out);
        }
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private final class Upload implements Command {
        private InputStream in;
        private OutputStream out;
        private OutputStream err;
        private ExitCallback exit;

        @Override
        public void start(ChannelSession channel, Environment env) {
            Thread thread = new Thread(this::run, "ssh-upload");
            thread.setDaemon(true);
            thread.start();
        }

        private void run() {
            try (Repository served =
                            new RepositoryBuilder()
                                    .findGitDir(repository.toFile())
                                    .setMustExist(true)
                                    .build();
                    UploadPack upload = new UploadPack(served)) {
                upload.upload(in, out, err);
                exit.onExit(0);
            } catch (IOException e) {
                exit.onExit(1, new String(e.toString().getBytes(StandardCharsets.US_ASCII)));
            }
        }

        @Override
        public void destroy(ChannelSession channel) {}

        @Override
        public void setInputStream(InputStream stream) {
            in = stream;
        }

        @Override
        public void setOutputStream(OutputStream stream) {
            out = stream;
        }

        @Override
        public void setErrorStream(OutputStream stream) {
            err = stream;
        }

        @Override
        public void setExitCallback(ExitCallback callback) {
            exit = callback;
        }
    }
}
