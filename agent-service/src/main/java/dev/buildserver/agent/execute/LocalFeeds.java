package dev.buildserver.agent.execute;

import dev.buildserver.agent.sandbox.Mount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Package feeds that are folders of this machine: a sandbox shows them at places of its own. */
final class LocalFeeds {
    private static final Pattern FOLDER = Pattern.compile("value\\s*=\\s*\"(/[^\"]*)\"");
    private static final String PLACE = "/feeds/";

    private LocalFeeds() {}

    /**
     * Makes a home's NuGet configuration name the feeds by their places inside.
     *
     * @return how they get there
     */
    static List<Mount> move(Path home) throws IOException {
        List<Mount> mounts = new ArrayList<>();
        String moved = move(UserNuGetConfig.content(home), mounts);
        if (!mounts.isEmpty()) {
            UserNuGetConfig.replace(home, moved);
        }
        return mounts;
    }

    /**
     * The text of a configuration with the feeds' places inside.
     *
     * @param mounts gets how they get there
     */
    static String move(String text, List<Mount> mounts) throws IOException {
        StringBuilder moved = new StringBuilder();
        Matcher folders = FOLDER.matcher(text);
        while (folders.find()) {
            Path folder = Path.of(folders.group(1));
            String value = folders.group();
            if (Files.isDirectory(folder)) {
                Mount mount = Mount.readOnly(folder.toRealPath(), PLACE + mounts.size());
                mounts.add(mount);
                value = "value=\"" + mount.inside() + "\"";
            }
            folders.appendReplacement(moved, Matcher.quoteReplacement(value));
        }
        return folders.appendTail(moved).toString();
    }
}
