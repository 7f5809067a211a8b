package dev.buildserver.domain.source;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which repositories may be fetched. {@code https}, {@code http}, {@code ssh} and {@code git} URLs
 * of public hosts always may; the rest is a setting. Every check answers with what is wrong, for
 * the requester to read, or with nothing.
 *
 * <p>The gateway asks {@link #objection(String)}. The agent asks that again, and then about what
 * only it can know: the address to which the host resolved, the folder behind the symbolic links.
 *
 * @param allowLoopback whether the repository may be on the machine that fetches it
 * @param allowPrivate whether it may be in a private network
 * @param localFolders absolute folders below which {@code file:} URLs are allowed; empty = none
 */
public record RepositoryPolicy(
        boolean allowLoopback, boolean allowPrivate, List<Path> localFolders) {
    /** Longest URL that is accepted, in characters. */
    public static final int MAX_LENGTH = 2048;

    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git");
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://.*");
    private static final Pattern SCP_LIKE = Pattern.compile("(?:[\\w.-]+@)?[\\w.-]+:[^:].*");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?\\.?");
    private static final Pattern USER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]*");
    private static final Pattern ENCODED_CONTROL =
            Pattern.compile("%(?:[01][0-9a-f]|7f)", Pattern.CASE_INSENSITIVE);
    private static final Pattern ENCODED_PUNCTUATION =
            Pattern.compile("%(?:2e|2f|5c)", Pattern.CASE_INSENSITIVE);

    public RepositoryPolicy {
        localFolders = localFolders.stream().map(Path::normalize).toList();
        for (Path folder : localFolders) {
            if (!folder.isAbsolute()) {
                throw new IllegalArgumentException(folder + " is not an absolute path");
            }
        }
    }

    /** What is wrong with the URL; empty when a fetch may be tried. Looks up no name. */
    public Optional<String> objection(String url) {
        if (url.length() > MAX_LENGTH) {
            return refuse("must have at most " + MAX_LENGTH + " characters");
        }
        if (!url.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            return refuse("must be ASCII without spaces and control characters");
        }
        if (!SCHEME.matcher(url).matches()) {
            return refuse(
                    SCP_LIKE.matcher(url).matches() && !url.startsWith("-")
                            ? "must be a URL; write ssh://user@host/path instead of user@host:path"
                            : "must be a URL such as https://host/path; " + allowedSchemes());
        }
        if (ENCODED_CONTROL.matcher(url).find() || ENCODED_PUNCTUATION.matcher(url).find()) {
            return refuse("must not hide '.', '/', '\\' or control characters behind '%'");
        }
        try {
            return objection(new URI(url));
        } catch (URISyntaxException e) {
            // The parser's own message repeats the URL, which may hold a password.
            return refuse("must be a valid URL");
        }
    }

    private Optional<String> objection(URI url) {
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            return refuse("must not have a query or a fragment");
        }
        String path = url.getRawPath();
        if (path.isEmpty() || path.equals("/")) {
            return refuse("must name a repository after the host");
        }
        if (List.of(path.split("/", -1)).contains("..")) {
            return refuse("must not contain '..'");
        }
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return fileObjection(url);
        }
        if (!SCHEMES.contains(scheme)) {
            return refuse(allowedSchemes());
        }
        return userObjection(scheme, url).or(() -> hostObjection(url));
    }

    /**
     * What is wrong with connecting to the address to which the repository's host resolved; empty
     * when the connection may be made.
     */
    public Optional<String> objection(InetAddress address) {
        return objection(NetworkZone.of(address));
    }

    /**
     * What is wrong with a local repository; empty when it may be read.
     *
     * @param folder absolute, symbolic links resolved by whoever reads it
     */
    public Optional<String> objection(Path folder) {
        Path normal = folder.normalize();
        boolean below = localFolders.stream().anyMatch(normal::startsWith);
        return below
                ? Optional.empty()
                : refuse("must lie below a folder that the operator allows for file: URLs");
    }

    private static Optional<String> userObjection(String scheme, URI url) {
        String user = url.getRawUserInfo();
        if (user == null) {
            return Optional.empty();
        }
        if (!scheme.equals("ssh") || user.indexOf(':') >= 0) {
            return refuse(
                    "must not hold credentials; they are configured per host by the operator");
        }
        return USER.matcher(user).matches()
                ? Optional.empty()
                : refuse("must have a user name of letters, digits, '.', '_' and '-'");
    }

    private Optional<String> hostObjection(URI url) {
        String host = url.getHost();
        boolean bracketed = host != null && host.startsWith("[") && host.indexOf('%') < 0;
        if (host == null || !(bracketed || HOST.matcher(host).matches())) {
            return refuse("must have a valid host; international names in their xn-- form");
        }
        if (url.getPort() == 0 || url.getPort() > 65535) {
            return refuse("must have a port between 1 and 65535");
        }
        return NetworkZone.ofHost(host)
                .map(this::objection)
                .orElseGet(() -> refuse("must write an IP address in its usual form"));
    }

    private Optional<String> objection(NetworkZone zone) {
        return switch (zone) {
            case PUBLIC -> Optional.empty();
            case LOOPBACK ->
                    allowLoopback
                            ? Optional.empty()
                            : refuse("must not be on the loopback interface");
            case PRIVATE ->
                    allowPrivate ? Optional.empty() : refuse("must not be in a private network");
            case FORBIDDEN ->
                    refuse("must not be a link-local, multicast, reserved or unspecified address");
        };
    }

    private Optional<String> fileObjection(URI url) {
        if (localFolders.isEmpty()) {
            return refuse(
                    "must not be a file: URL, since this server has no local folders for"
                            + " repositories (buildserver.repositories.local-folders)");
        }
        String host = url.getRawAuthority();
        if (host != null && !host.isEmpty()) {
            return refuse("must have no host in a file: URL: file:///folder");
        }
        try {
            return objection(Path.of(url));
        } catch (IllegalArgumentException e) {
            return refuse("must be a file: URL with an absolute path");
        }
    }

    private String allowedSchemes() {
        return localFolders.isEmpty()
                ? "the scheme must be https, http, ssh or git"
                : "the scheme must be https, http, ssh, git or file";
    }

    private static Optional<String> refuse(String why) {
        return Optional.of(why);
    }
}
