package dev.buildserver.cli.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemoteUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.com/org/app.git, https://example.com/org/app.git",
        "https://user:secret@example.com/org/app, https://example.com/org/app",
        "https://token@example.com/org/app, https://example.com/org/app",
        "git@example.com:org/app.git, ssh://git@example.com/org/app.git",
        "example.com:/srv/app.git, ssh://example.com/srv/app.git",
        "ssh://git@example.com:2222/org/app.git, ssh://git@example.com:2222/org/app.git",
        "git://example.com/app.git, git://example.com/app.git",
        "/srv/git/app.git, file:///srv/git/app.git",
        "file:///srv/git/app.git, file:///srv/git/app.git",
        "C:\\\\git\\\\app, C:\\\\git\\\\app"
    })
    void normalizes(String remote, String url) {
        assertThat(RemoteUrl.normalize(remote)).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/org/my-app.git, my-app",
        "https://example.com/org/my.app/, my.app",
        "ssh://git@example.com/app, app",
        "https://example.com/org/caf%C3%A9, caf-C3-A9"
    })
    void namesTheProject(String url, String name) {
        assertThat(RemoteUrl.projectName(url)).isEqualTo(name);
    }
}
