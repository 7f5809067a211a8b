package dev.buildserver.agent.cached.describe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A file in which a project says what goes into it, for one target framework. */
final class InputsFile {
    static final String ENDING = ".inputs";

    private final Map<String, List<String>> values = new TreeMap<>();

    private InputsFile() {}

    static InputsFile read(Path file) throws IOException {
        InputsFile inputs = new InputsFile();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                // The first line may begin with a byte order mark.
                String name = line.substring(0, equals).replace("\uFEFF", "");
                inputs.values
                        .computeIfAbsent(name, n -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return inputs;
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    String one(String name) {
        List<String> found = all(name);
        return found.isEmpty() ? "" : found.get(0);
    }
}
