package dev.buildserver.agent.execute.warm;

import java.util.regex.Pattern;

/**
 * A text that can be looked at only so often. Patterns that come from a repository may be made so
 * that a match takes for ever, which nothing could interrupt.
 */
final class BoundedText implements CharSequence {
    /** Many times what an ordinary pattern takes for a path. */
    private static final int MOST_LOOKS = 100_000;

    private final String text;
    private int looks;

    private BoundedText(String text) {
        this.text = text;
    }

    /**
     * Whether all of the text matches.
     *
     * @param otherwise the answer where it takes too long to tell
     */
    static boolean matches(Pattern pattern, String text, boolean otherwise) {
        try {
            return pattern.matcher(new BoundedText(text)).matches();
        } catch (TooLongException e) {
            return otherwise;
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new TooLongException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }

    private static final class TooLongException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
