package dev.buildserver.domain.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryPolicyTest {
    private static final RepositoryPolicy STRICT = new RepositoryPolicy(false, false, List.of());
    private static final RepositoryPolicy LOOPBACK = new RepositoryPolicy(true, false, List.of());
    private static final RepositoryPolicy PRIVATE = new RepositoryPolicy(false, true, List.of());
    private static final RepositoryPolicy FOLDERS =
            new RepositoryPolicy(false, false, List.of(Path.of("/srv/git")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://github.com/org/myapp",
                "https://github.com/org/myapp.git",
                "HTTPS://GitHub.com/org/my%20app",
                "http://example.org:8080/a/b",
                "ssh://git@github.com/org/myapp.git",
                "ssh://git@example.org:2222/~user/app",
                "git://example.org/app.git",
                "https://8.8.8.8/app",
                "https://[2606:4700::1111]/app",
                "https://xn--bcher-kva.example/app",
                "https://172.32.0.1/app",
                "https://11.0.0.1/app"
            })
    void publicRepositoriesAreAllowed(String url) {
        assertThat(STRICT.objection(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "myapp",
                "/srv/git/app",
                "../app",
                "--upload-pack=touch /tmp/x",
                "-oProxyCommand=x:y",
                "ext::sh -c touch% /tmp/x",
                "ext::https://example.org/a",
                "fd::17/foo",
                "git@github.com:org/myapp.git",
                "ftp://example.org/app",
                "file:///etc",
                "file:/etc/passwd",
                "jar:file:///a.jar!/x",
                "https:example.org/app",
                "https://",
                "https:///app",
                "https://example.org",
                "https://example.org/",
                "https://user:secret@example.org/app",
                "https://token@example.org/app",
                "ssh://git:secret@example.org/app",
                "ssh://-oProxyCommand=touch@example.org/app",
                "ssh://-oProxyCommand=touch/app",
                "https://-x.example.org/app",
                "https://example.org/a/../b",
                "https://example.org/a%2f..%2Fb",
                "https://example.org/%2e%2e/b",
                "https://example.org/a%00b",
                "https://example.org/a%0ab",
                "https://example.org/app?x=y",
                "https://example.org/app#main",
                "https://example.org:0/app",
                "https://example.org:65536/app",
                "https://example.org:-1/app",
                "https://exa mple.org/app",
                "https://example.org/a\nb",
                "https://example.org/a\0b",
                "https://example.org\\@evil.org/app",
                "https://b\u00fccher.example/app",
                "https://under_score.example/app",
                "https://[fe80::1%25eth0]/app",
                "https://[::1/app"
            })
    void whatIsNoPlainUrlOfAPublicHostIsRefused(String url) {
        assertThat(STRICT.objection(url)).isPresent();
        assertThat(LOOPBACK.objection(url)).isPresent();
        assertThat(PRIVATE.objection(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/app",
                "http://127.255.0.3:3000/app",
                "http://localhost/app",
                "http://LOCALHOST./app",
                "http://git.localhost/app",
                "http://[::1]/app",
                "http://[0:0:0:0:0:0:0:1]/app",
                "http://[::ffff:127.0.0.1]/app",
                "http://[2002:7f00:1::]/app",
                "http://[64:ff9b::7f00:1]/app"
            })
    void loopbackIsASetting(String url) {
        assertThat(STRICT.objection(url)).isPresent();
        assertThat(PRIVATE.objection(url)).isPresent();
        assertThat(LOOPBACK.objection(url)).isEmpty();
    }

    @Test
    void whoeverMayUseNoFileUrlsHearsWhichSettingAllowsThem() {
        assertThat(STRICT.objection("file:///srv/app"))
                .hasValueSatisfying(
                        why -> assertThat(why).contains("buildserver.repositories.local-folders"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://10.1.2.3/app",
                "http://172.16.0.1/app",
                "http://172.31.255.255/app",
                "http://192.168.1.1/app",
                "http://100.64.0.1/app",
                "http://198.18.0.1/app",
                "http://[fd12::1]/app",
                "http://[::ffff:10.0.0.1]/app",
                "http://gitea/app",
                "http://gitea.dev.svc/app",
                "http://metadata.google.internal/app",
                "http://git.local/app",
                "http://gitea.dev.svc.cluster.local:3000/app"
            })
    void privateNetworksAreASetting(String url) {
        assertThat(STRICT.objection(url)).isPresent();
        assertThat(LOOPBACK.objection(url)).isPresent();
        assertThat(PRIVATE.objection(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://[::ffff:169.254.169.254]/latest",
                "http://[fd00:ec2::254]/latest",
                "http://0.0.0.0/app",
                "http://[::]/app",
                "http://[fe80::1]/app",
                "http://224.0.0.1/app",
                "http://255.255.255.255/app",
                "http://[ff02::1]/app",
                "http://127.1/app",
                "http://2130706433/app",
                "http://0x7f000001/app",
                "http://0x7f.0.0.1/app",
                "http://0177.0.0.1/app",
                "http://010.0.0.1/app",
                "http://1.2.3.256/app"
            })
    void someAddressesAreNeverAllowed(String url) {
        RepositoryPolicy lax = new RepositoryPolicy(true, true, List.of(Path.of("/")));
        assertThat(lax.objection(url)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "8.8.8.8, true",
        "127.0.0.1, false",
        "10.0.0.1, false",
        "169.254.169.254, false",
        "::1, false",
        "2606:4700::1111, true"
    })
    void theResolvedAddressIsAskedAgain(String address, boolean allowed)
            throws UnknownHostException {
        assertThat(STRICT.objection(InetAddress.getByName(address)).isEmpty()).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///srv/git/app", "file:///srv/git/a/b.git", "file:///srv/git"})
    void foldersBelowAnAllowedOneAreAllowed(String url) {
        assertThat(FOLDERS.objection(url)).isEmpty();
        assertThat(STRICT.objection(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///srv/gitx/app",
                "file:///srv",
                "file:///etc/passwd",
                "file:///srv/git/../../etc",
                "file:///srv/git/%2e%2e/%2e%2e/etc",
                "file://host/srv/git/app",
                "file://localhost/srv/git/app",
                "file:/srv/git/app",
                "file:srv/git/app",
                "file:///srv/git/a%00b"
            })
    void otherFoldersAreRefused(String url) {
        assertThat(FOLDERS.objection(url)).isPresent();
    }

    @Test
    void aFolderBehindALinkIsAskedAgain() {
        assertThat(FOLDERS.objection(Path.of("/srv/git/app"))).isEmpty();
        assertThat(FOLDERS.objection(Path.of("/srv/git/../secret"))).isPresent();
        assertThat(FOLDERS.objection(Path.of("/etc"))).isPresent();
    }

    @Test
    void aRelativeFolderIsNoPolicy() {
        List<Path> relative = List.of(Path.of("repositories"));
        assertThatThrownBy(() -> new RepositoryPolicy(false, false, relative))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("repositories");
    }

    @Test
    void anObjectionDoesNotRepeatAPassword() {
        assertThat(STRICT.objection("https://user:hunter2@example.org/app").orElseThrow())
                .doesNotContain("hunter2");
        assertThat(STRICT.objection("https://user:hunter2@exam|ple/app").orElseThrow())
                .doesNotContain("hunter2");
    }

    @Test
    void anEndlessUrlIsRefused() {
        String url = "https://example.org/" + "a".repeat(RepositoryPolicy.MAX_LENGTH);
        assertThat(STRICT.objection(url).orElseThrow()).contains("2048");
    }
}
