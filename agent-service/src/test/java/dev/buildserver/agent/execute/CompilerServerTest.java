package dev.buildserver.agent.execute;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompilerServerTest {
    @TempDir Path folder;

    @Test
    void socketsThatNobodyServesAreSwept() throws IOException {
        // Given
        Path left = folder.resolve(CompilerServer.name(UUID.randomUUID()));
        open(left).close();
        Path served = folder.resolve(CompilerServer.name(UUID.randomUUID()));
        Path foreign = Files.createFile(folder.resolve("buildserver-of-somebody"));
        try (ServerSocketChannel server = open(served)) {
            // When
            CompilerServer.sweep(folder);
            // Then
            assertThat(left).doesNotExist();
            assertThat(served).exists();
            assertThat(foreign).exists();
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void aFolderThatIsNotThereIsNoTrouble() {
        CompilerServer.sweep(folder.resolve("missing"));
        assertThat(folder).isEmptyDirectory();
    }

    private static ServerSocketChannel open(Path socket) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket));
    }
}
