package dev.buildserver.agent.execute.warm;

import java.util.regex.Pattern;

/**
 * Looks at texts, only so many of them. Patterns that come from a repository may be made so that
 * they take for ever, which nothing could interrupt. Not thread-safe.
 */
final class Looks {
    /** What a character of a pattern takes before anything is matched. */
    private static final int OF_PATTERN = 10;

    private long left;

    /**
     * @param most how many characters are looked at, again and again where a pattern does so
     */
    Looks(long most) {
        this.left = most;
    }

    /**
     * A pattern that does not care for the case of letters.
     *
     * @throws NoneLeftException it takes too long to make it
     */
    Pattern pattern(String regex) throws NoneLeftException {
        left -= (long) OF_PATTERN * regex.length();
        if (left <= 0) {
            throw new NoneLeftException();
        }
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE);
    }

    /**
     * Whether all of the text matches.
     *
     * @throws NoneLeftException it takes too long to tell
     */
    boolean matches(Pattern pattern, String text) throws NoneLeftException {
        try {
            return pattern.matcher(new Text(text)).matches();
        } catch (Spent e) {
            throw new NoneLeftException();
        }
    }

    /** No more can be looked at. */
    static final class NoneLeftException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    // What a matcher lets through.
    private static final class Spent extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private final class Text implements CharSequence {
        private final String text;

        private Text(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            if (left-- <= 0) {
                throw new Spent();
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
    }
}
