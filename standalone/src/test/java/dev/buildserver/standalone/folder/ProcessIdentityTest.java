package dev.buildserver.standalone.folder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {
    private final long ownPid = ProcessHandle.current().pid();

    @Test
    void aRunningProcessIsAlive() {
        // Given
        ProcessIdentity own = ProcessIdentity.of("test", ownPid);
        // When, Then
        assertThat(own.isAlive()).isTrue();
    }

    @Test
    void aLaterProcessWithTheSameNumberIsNotTaken() {
        // Given
        ProcessIdentity own = ProcessIdentity.of("test", ownPid);
        ProcessIdentity earlier =
                new ProcessIdentity("test", ownPid, own.startedAtMillis() - 60_000);
        // When, Then
        assertThat(earlier.isAlive()).isFalse();
        assertThat(earlier.handle()).isEmpty();
    }
}
