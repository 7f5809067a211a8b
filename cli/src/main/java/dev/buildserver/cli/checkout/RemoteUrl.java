package dev.buildserver.cli.checkout;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Git calls a remote into a URL that a server can fetch from. */
final class RemoteUrl {
    private static final Pattern CREDENTIALS = Pattern.compile("^(https?://)[^/@]*@(.*)$");
    private static final Pattern SCP_LIKE = Pattern.compile("^([^/:]+@)?([^/:@]{2,}):(?!//)(.+)$");

    private RemoteUrl() {}

    /** Without credentials, {@code git@host:path} as {@code ssh}, folders as {@code file}. */
    static String normalize(String remote) {
        Matcher credentials = CREDENTIALS.matcher(remote);
        if (credentials.matches()) {
            return credentials.group(1) + credentials.group(2);
        }
        if (remote.startsWith("/")) {
            return "file://" + remote;
        }
        Matcher scp = SCP_LIKE.matcher(remote);
        if (scp.matches()) {
            String user = scp.group(1) == null ? "" : scp.group(1);
            String path = scp.group(3);
            return "ssh://" + user + scp.group(2) + (path.startsWith("/") ? "" : "/") + path;
        }
        return remote;
    }

    /** Name of the repository, made of what a project's name may hold. */
    static String projectName(String url) {
        String path = url.replaceAll("[/\\\\]+$", "").replaceAll("\\.git$", "");
        String last = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1);
        String name = last.replaceAll("[^A-Za-z0-9._ -]", "-").strip();
        return name.length() <= 100 ? name : name.substring(0, 100);
    }
}
