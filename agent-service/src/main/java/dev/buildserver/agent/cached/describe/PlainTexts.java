package dev.buildserver.agent.cached.describe;

import java.util.regex.Pattern;

/**
 * Texts that make up projects, and whether all of them are plain: nothing in them can decide by
 * which source files there are, beyond what is compiled. In doubt, they are not.
 */
final class PlainTexts {
    /** Whatever would have to be read as XML first, or in another encoding. */
    private static final Pattern ODD = Pattern.compile("\\x00|&#|<!(?!--)");

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);
    private static final Pattern DECLARATION = Pattern.compile("<\\?xml[^>]*\\?>");

    /** Property functions that list folders. */
    private static final Pattern LISTING =
            Pattern.compile(
                    "(get|enumerate)(files|directories|filesystem)|directory(info)?\\s*\\]",
                    Pattern.CASE_INSENSITIVE);

    /** Lists of items: what is in them may be sources. */
    private static final String ITEMS = "@(";

    private static final Pattern WORD_END = Pattern.compile("[;\"'<>\\s]+");

    /** Patterns that no source file matches, nor a folder that has nothing but sources. */
    private static final Pattern ELSE =
            Pattern.compile(".*\\.(?!(cs|vb|fs)$)\\w+", Pattern.CASE_INSENSITIVE);

    private static final String FOLDER_OF_PACKAGE = "$(MSBuildThisFileDirectory)";

    private boolean plain = true;

    /** Whether all so far are. */
    boolean arePlain() {
        return plain;
    }

    /** A text of the repository as a whole. */
    void ofTree(String text) {
        String said = COMMENT.matcher(text).replaceAll(" ");
        said = DECLARATION.matcher(said).replaceFirst(" ");
        plain &= !ODD.matcher(text).find() && isPlain(said, false);
    }

    /** A value in a text of a package, outside of its targets. */
    void ofPackage(String value) {
        plain &= isPlain(value, true);
    }

    /** A text that can't be understood. */
    void unknown() {
        plain = false;
    }

    /** Whether a value that projects see is plain, such as that of a variable. */
    static boolean isPlain(String value) {
        return isPlain(value, false);
    }

    private static boolean isPlain(String value, boolean ofPackage) {
        return !value.contains(ITEMS)
                && !LISTING.matcher(value).find()
                && WORD_END.splitAsStream(value)
                        .filter(word -> word.contains("*") || word.contains("?"))
                        .allMatch(
                                word ->
                                        ELSE.matcher(word).matches()
                                                || ofPackage && word.startsWith(FOLDER_OF_PACKAGE));
    }
}
