package dev.buildserver.gateway.submission;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a text must be like. */
@FunctionalInterface
public interface Rule {
    /** What is wrong with the text; empty when nothing is. */
    Optional<String> objection(String text);

    /** This rule, and then another one. */
    default Rule and(Rule next) {
        return text -> objection(text).or(() -> next.objection(text));
    }

    /** One line of text: not blank, no control characters, nothing that isn't Unicode. */
    static Rule line(int longest) {
        return notBlank()
                .and(text(longest))
                .and(matching("[^\\p{Cntrl}]*", "must be one line without control characters"));
    }

    /** Text of any kind that every store and tool can take; may be empty. */
    static Rule text(int longest) {
        return text -> {
            if (text.length() > longest) {
                return Optional.of("must have at most " + longest + " characters");
            }
            boolean clean = text.codePoints().noneMatch(Rule::isUnusable);
            return clean
                    ? Optional.empty()
                    : Optional.of("must not contain NUL, control characters or broken Unicode");
        };
    }

    /**
     * Text of a form.
     *
     * @param otherwise what to say when it isn't of the form
     */
    static Rule matching(String pattern, String otherwise) {
        Pattern form = Pattern.compile(pattern);
        return text -> form.matcher(text).matches() ? Optional.empty() : Optional.of(otherwise);
    }

    /** Not one of these names, whatever their case. */
    static Rule otherThan(Set<String> upperCaseNames, String otherwise) {
        return text ->
                upperCaseNames.contains(text.toUpperCase(Locale.ROOT))
                        ? Optional.of(otherwise)
                        : Optional.empty();
    }

    private static Rule notBlank() {
        return text -> text.isBlank() ? Optional.of("must not be blank") : Optional.empty();
    }

    private static boolean isUnusable(int codePoint) {
        boolean control =
                Character.isISOControl(codePoint)
                        && codePoint != '\n'
                        && codePoint != '\r'
                        && codePoint != '\t';
        boolean surrogate = codePoint >= 0xD800 && codePoint <= 0xDFFF;
        return control || surrogate;
    }
}
