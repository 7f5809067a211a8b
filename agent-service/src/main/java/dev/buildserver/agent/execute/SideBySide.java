package dev.buildserver.agent.execute;

import dev.buildserver.agent.trace.AttributedTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Several commands in one sandbox, a few of them at a time. In the trace, each with its children
 * lies between marks of its own.
 */
final class SideBySide {
    private static final String COMMAND =
            """
            [ -e '%s' ]
            : > '%s'
            %s
            echo $? > '%s'
            [ -e '%s' ]
            """;

    /** Arguments: how many at a time, scripts. */
    private static final String ALL =
            "count=$1; shift; printf '%s\\n' \"$@\" | xargs -P \"$count\" -n 1 /bin/sh";

    private final Path folder;
    private final String inside;
    private final List<String> scripts = new ArrayList<>();

    /**
     * @param folder is made; of these commands alone
     * @param inside where the commands see it; no quotes in it
     */
    SideBySide(Path folder, String inside) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.inside = inside;
    }

    /**
     * @param number marks it, unique
     */
    void add(int number, List<String> command) throws IOException {
        String name = Integer.toString(number);
        String script =
                COMMAND.formatted(
                        AttributedTrace.beginMarker(name),
                        inside + "/" + name + ".begun",
                        quoted(command),
                        inside + "/" + name + ".status",
                        AttributedTrace.endMarker(name));
        Files.writeString(folder.resolve(name + ".sh"), script);
        scripts.add(inside + "/" + name + ".sh");
    }

    /** Runs all that were added. */
    List<String> command(int atATime) {
        List<String> command =
                new ArrayList<>(
                        List.of("/bin/sh", "-c", ALL, "side-by-side", Integer.toString(atATime)));
        command.addAll(scripts);
        return command;
    }

    /** Whether the command ended with status 0. */
    boolean succeeded(int number) throws IOException {
        Path status = folder.resolve(number + ".status");
        return Files.isRegularFile(status) && Files.readString(status).strip().equals("0");
    }

    /** How long it took; 0 where it did not end. */
    long millis(int number) throws IOException {
        Path begun = folder.resolve(number + ".begun");
        Path ended = folder.resolve(number + ".status");
        return Files.exists(begun) && Files.exists(ended)
                ? Files.getLastModifiedTime(ended).toMillis()
                        - Files.getLastModifiedTime(begun).toMillis()
                : 0;
    }

    private static String quoted(List<String> words) {
        StringBuilder text = new StringBuilder();
        for (String word : words) {
            text.append('\'').append(word.replace("'", "'\\''")).append("' ");
        }
        return text.toString();
    }
}
