package dev.buildserver.agent.cached.describe;

import java.util.regex.Pattern;

/**
 * Whether texts of a repository do more with the items that MSBuild finds below a project's folder
 * than to compile sources. Patterns find outputs of other projects there, too, and it is by the
 * time of the evaluation whether these are there already.
 */
final class WideItems {
    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    /** Lists that the SDK fills by patterns, SDKs that have them published, and own patterns. */
    private static final Pattern USE =
            Pattern.compile(
                    "@\\(\\s*(None|Content|EmbeddedResource|Compile)\\b"
                            + "|Microsoft\\.NET\\.Sdk\\.(Web|Razor|Worker)"
                            + "|\\b(Include|Update)\\s*=\\s*(\"[^\"]*[*?]|'[^']*[*?])",
                    Pattern.CASE_INSENSITIVE);

    private boolean used;

    /** Whether one of the texts so far does. */
    boolean used() {
        return used;
    }

    void read(String text) {
        used |= USE.matcher(COMMENT.matcher(text).replaceAll(" ")).find();
    }
}
