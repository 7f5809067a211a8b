package dev.buildserver.agent.cached.step;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that is done with what was built.
 *
 * @param kind such as {@code test}
 * @param project the project file, a path in the tree
 * @param name tells it apart from others of the same kind, for people
 * @param facts what its result depends on besides files, as lines of a key
 * @param inputs folders in the tree of which every file is in the key
 * @param files others in the key
 * @param obstacles why its result can't be kept, whatever it does
 * @param target folder of this machine that gets its files; nothing else goes there
 * @param targetInside the same as processes see it
 */
public record Step(
        String kind,
        String project,
        String name,
        List<String> facts,
        List<String> inputs,
        List<String> files,
        List<String> obstacles,
        Path target,
        String targetInside) {
    /** The kind of steps that run tests. */
    public static final String TEST = "test";

    public Step {
        facts = List.copyOf(facts);
        inputs = List.copyOf(inputs);
        files = List.copyOf(files);
        obstacles = List.copyOf(obstacles);
    }

    /**
     * Whether others may take files that it leaves among the outputs of its project. What MSBuild
     * leaves there when it packs is its own.
     */
    boolean leavesFiles() {
        return kind.equals(TEST);
    }
}
