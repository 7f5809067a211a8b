package dev.buildserver.agent.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;
import org.eclipse.jgit.errors.NotSupportedException;
import org.eclipse.jgit.errors.TransportException;

/** Why a fetch failed, in words for the user, and whether a second try may help. */
enum FetchFailure {
    FORBIDDEN_HOST("", false),
    NOT_FOUND(
            "There is no Git repository at this URL, or it is private and no credential fits",
            false),
    REFUSED("Access to the repository was refused: credentials are missing or refused", false),
    UNKNOWN_HOST("The repository's host name has no address", true),
    NOT_TRUSTED("The repository's server could not prove who it is", false),
    UNREACHABLE("The repository's server can't be reached", true),
    SILENT("The repository's server stopped answering", false),
    BROKEN("The transfer from the repository's server broke off", true),
    /** Not the server's doing: disk, memory, a bug. */
    LOCAL("", false);

    private final String text;
    private final boolean worthRetrying;

    FetchFailure(String text, boolean worthRetrying) {
        this.text = text;
        this.worthRetrying = worthRetrying;
    }

    boolean isWorthRetrying() {
        return worthRetrying;
    }

    static FetchFailure of(Throwable failure) {
        if (find(failure, AllowedHosts.ForbiddenHostException.class).isPresent()) {
            return FORBIDDEN_HOST;
        }
        if (find(failure, NoRemoteRepositoryException.class).isPresent()) {
            return NOT_FOUND;
        }
        if (find(failure, UnknownHostException.class).isPresent()
                || find(failure, UnresolvedAddressException.class).isPresent()) {
            return UNKNOWN_HOST;
        }
        if (isRefusal(failure)) {
            return REFUSED;
        }
        if (find(failure, SSLException.class).isPresent()
                || says(failure, "server key did not validate")) {
            return NOT_TRUSTED;
        }
        if (find(failure, ConnectException.class).isPresent()
                || find(failure, HttpConnectTimeoutException.class).isPresent()) {
            return UNREACHABLE;
        }
        if (find(failure, InterruptedIOException.class).isPresent()
                || find(failure, HttpTimeoutException.class).isPresent()) {
            return SILENT;
        }
        boolean remote =
                find(failure, TransportException.class).isPresent()
                        || find(failure, NotSupportedException.class).isPresent()
                        || find(failure, SocketException.class).isPresent();
        return remote && !says(failure, "no space left") ? BROKEN : LOCAL;
    }

    /** For the user; holds no credential. */
    String explain(Throwable failure) {
        if (this == FORBIDDEN_HOST) {
            return find(failure, AllowedHosts.ForbiddenHostException.class)
                    .orElseThrow()
                    .getMessage();
        }
        return this == BROKEN || this == NOT_TRUSTED ? text + ": " + reason(failure) : text;
    }

    private static String reason(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return message.replaceAll("//[^/@\\s]*@", "//");
    }

    private static boolean isRefusal(Throwable failure) {
        return says(
                failure,
                "not authorized",
                "authentication is required",
                "authentication not supported",
                "no credentialsprovider",
                "not permitted",
                "auth fail",
                "cannot log in",
                "no more authentication methods");
    }

    /** JGit tells some failures apart by their text alone. */
    private static boolean says(Throwable failure, String... texts) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
            if (t instanceof IOException && Stream.of(texts).anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return Optional.of(type.cast(t));
            }
        }
        return Optional.empty();
    }
}
