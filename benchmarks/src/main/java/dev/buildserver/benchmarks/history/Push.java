package dev.buildserver.benchmarks.history;

/**
 * A commit that somebody pushed.
 *
 * @param commit full id
 * @param ref where it was pushed: the main branch, or the ref of a pull request
 * @param title first line of its message
 */
public record Push(String commit, String ref, String title) {
    /** The branch that others are merged into. */
    public static final String MAIN = "refs/heads/main";

    /** The ref of a pull request. */
    static String pullRequest(int number) {
        return "refs/pull/" + number + "/head";
    }

    /** Whether it went to the main branch. */
    public boolean toMain() {
        return ref.equals(MAIN);
    }
}
