package dev.buildserver.benchmarks.proof.solution;

/** Which project may see the internals of another. */
final class Friends {
    private Friends() {}

    /** The next project by number, whether or not there is one. */
    static String of(String project) {
        return "P%03d".formatted(Integer.parseInt(project.substring(1)) + 1);
    }
}
