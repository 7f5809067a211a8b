package dev.buildserver.agent.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;

/**
 * Names the machine's programs and libraries. They are listed again when something was installed or
 * removed, and when the agent starts. Thread-safe.
 */
class SystemDigest {
    /** Installing or removing anything changes the time of one of these. */
    private static final List<Path> SIGNS =
            List.of(
                    Path.of("/usr/bin"),
                    Path.of("/usr/lib"),
                    Path.of("/usr/local/bin"),
                    Path.of("/usr/local/lib"),
                    Path.of("/usr/share"),
                    Path.of("/etc/alternatives"),
                    Path.of("/etc/ld.so.cache"),
                    Path.of("/var/lib/dpkg/status"));

    private String listedWith;
    private String listed;

    /** Changes with what is installed. */
    synchronized String current() throws IOException {
        String signs = signs();
        if (!signs.equals(listedWith)) {
            MessageDigest digest = Sha256.start();
            for (Path folder : SystemFolders.present()) {
                Sha256.add(digest, folder + " " + TreeDigest.ofListing(folder));
            }
            listed = Sha256.end(digest);
            listedWith = signs;
        }
        return listed;
    }

    private static String signs() throws IOException {
        StringBuilder signs = new StringBuilder();
        for (Path sign : SIGNS) {
            if (Files.exists(sign)) {
                signs.append(Files.getLastModifiedTime(sign, LinkOption.NOFOLLOW_LINKS))
                        .append(' ');
            }
        }
        return signs.toString();
    }
}
