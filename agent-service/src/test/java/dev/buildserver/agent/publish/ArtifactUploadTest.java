package dev.buildserver.agent.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.execute.OutputFile;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.http.TestHttp;
import dev.buildserver.agent.testing.FakeServer;
import dev.buildserver.agent.testing.FakeServer.Fault;
import dev.buildserver.agent.testing.Leases;
import dev.buildserver.agent.testing.RecordedReport;
import dev.buildserver.agent.testing.TestTasks;
import dev.buildserver.contract.artifact.ArtifactKind;
import dev.buildserver.contract.artifact.CopyArtifact;
import dev.buildserver.contract.artifact.SealReceipt;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactUploadTest {
    private static final StopSignal NEVER =
            new StopSignal() {
                @Override
                public Optional<Reason> reason() {
                    return Optional.empty();
                }

                @Override
                public Registration onStop(Runnable action) {
                    return () -> {};
                }
            };

    private final TestTasks tasks = new TestTasks();
    private final RecordedReport report = new RecordedReport();
    private FakeServer server;
    private OutputFile one;
    private OutputFile two;

    @TempDir Path folder;

    @BeforeEach
    void start() throws IOException {
        server = new FakeServer();
        one = output("one");
        two = output("two");
    }

    @AfterEach
    void stop() {
        server.close();
        tasks.close();
    }

    @Test
    void whatTheTenantHasIsNotSent() throws Exception {
        // Given
        server.contents.add(HashedFile.of(one).sha256());
        // When
        SealReceipt receipt = publish();
        // Then
        assertThat(server.copies).extracting(CopyArtifact::path).containsExactly("out/one");
        assertThat(server.uploads.keySet())
                .singleElement()
                .asString()
                .startsWith("path=out/two&name=two&");
        assertThat(receipt.count()).isEqualTo(2);
        assertThat(report.lines())
                .containsExactly("INFO 1 of 2 artifacts are not sent: their contents are stored");
    }

    @Test
    void whatWentInBetweenIsSent() throws Exception {
        // Given
        server.contents.add(HashedFile.of(one).sha256());
        server.fault("copies", Fault.status(404));
        // When
        publish();
        // Then
        assertThat(server.uploads).hasSize(2);
        assertThat(server.copies).isEmpty();
    }

    @Test
    void aServiceThatDoesNotSayGetsAll() throws Exception {
        // Given
        server.contents.add(HashedFile.of(one).sha256());
        server.fault("stored", Fault.status(404));
        // When
        publish();
        // Then
        assertThat(server.uploads).hasSize(2);
    }

    @Test
    void aCopyWhoseAnswerIsLostIsSentAgain() throws Exception {
        // Given
        server.contents.add(HashedFile.of(one).sha256());
        server.fault("copies", Fault.lostAnswer());
        // When
        SealReceipt receipt = publish();
        // Then
        assertThat(receipt.count()).isEqualTo(2);
        assertThat(server.uploads).hasSize(2);
    }

    private SealReceipt publish() throws Exception {
        PublishConfig config =
                new SmallRyeConfigBuilder()
                        .withMapping(PublishConfig.class)
                        .addDiscoveredConverters()
                        .build()
                        .getConfigMapping(PublishConfig.class);
        return new ArtifactUpload(
                        new ArtifactClient(TestHttp.create(), config),
                        config,
                        tasks,
                        time -> {},
                        new SecureRandom())
                .publish(
                        server.url(),
                        Leases.clean("https://git.example.com/a.git", "main"),
                        List.of(one, two),
                        report,
                        NEVER);
    }

    private OutputFile output(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "content of " + name);
        return new OutputFile(file, "out/" + name, name, ArtifactKind.ASSEMBLY, "text/plain");
    }
}
