package dev.buildserver.benchmarks.measure;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a benchmark found: a table for people, one JSON object for machines.
 *
 * @param results figures by name; the unit is in the name
 */
public record Report(
        String name,
        Map<String, Object> parameters,
        Map<String, Object> machine,
        Map<String, Object> results) {

    /** On this machine, as it is now. */
    public static Report of(
            String name, Map<String, Object> parameters, Map<String, Object> results) {
        return new Report(name, parameters, Machine.facts(), results);
    }

    /** Prints the table, and writes the JSON where it is wanted (null: nowhere). */
    public void publish(PrintWriter out, Path json) throws IOException {
        out.printf("%n%s %s%n", name, parameters);
        out.printf("  on %s%n", machine);
        results.forEach((figure, value) -> out.printf("  %-36s %s%n", figure, shown(value)));
        out.flush();
        if (json != null) {
            write(json);
        }
    }

    /** Writes the JSON. */
    public void write(Path json) throws IOException {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(json, mapper.writeValueAsString(this) + "\n");
    }

    private static String shown(Object value) {
        return value instanceof Double d ? String.format("%.2f", d) : String.valueOf(value);
    }
}
