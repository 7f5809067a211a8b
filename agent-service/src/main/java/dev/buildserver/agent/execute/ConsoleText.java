package dev.buildserver.agent.execute;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Makes lines of tools the same on every agent: paths begin where the repository does. */
final class ConsoleText {
    /** After one of these, a path begins; after anything else, it goes on. */
    private static final String BEFORE_PATH = " \t'\"([=,;:>@";

    /** What the agent's own folders and times are about. */
    private static final Set<String> NOISE = Set.of("Results File: ", "Time Elapsed ");

    private final List<String> prefixes;

    /**
     * @param folders of the agent, not to be shown
     */
    ConsoleText(List<Path> folders) {
        this.prefixes =
                folders.stream()
                        .map(folder -> folder + folder.getFileSystem().getSeparator())
                        .toList();
    }

    /** Whether the line says nothing to people who don't sit at this machine. */
    boolean isNoise(String line) {
        return line.isBlank() || NOISE.stream().anyMatch(line::startsWith);
    }

    String clean(String line) {
        String clean = line;
        for (String prefix : prefixes) {
            clean = clean.contains(prefix) ? without(prefix, clean) : clean;
        }
        return clean;
    }

    private static String without(String prefix, String line) {
        StringBuilder clean = new StringBuilder();
        int from = 0;
        for (int at = line.indexOf(prefix); at >= 0; at = line.indexOf(prefix, from)) {
            boolean begins = at == 0 || BEFORE_PATH.indexOf(line.charAt(at - 1)) >= 0;
            int end = at + prefix.length();
            clean.append(line, from, begins ? at : end);
            from = end;
        }
        return clean.append(line, from, line.length()).toString();
    }
}
