package dev.buildserver.benchmarks.proof.catalogue;

/**
 * What is expected of a project.
 *
 * @param because part of the reason that has to be given; empty where any will do
 */
public record Expected(Expectation what, String because) {
    static final Expected HIT = new Expected(Expectation.HIT, "");

    /** From a text such as {@code UNCACHED reaches for the network}. */
    static Expected parse(String text) {
        int end = text.indexOf(' ');
        return end < 0
                ? new Expected(Expectation.valueOf(text), "")
                : new Expected(
                        Expectation.valueOf(text.substring(0, end)), text.substring(end + 1));
    }

    /**
     * Whether it is so.
     *
     * @param outcome as the server words it
     * @param reason may be null
     */
    boolean holds(String outcome, String reason) {
        return what.outcome().equals(outcome)
                && (because.isEmpty() || reason != null && reason.contains(because));
    }

    @Override
    public String toString() {
        return because.isEmpty() ? what.toString() : what + " (" + because + ")";
    }
}
