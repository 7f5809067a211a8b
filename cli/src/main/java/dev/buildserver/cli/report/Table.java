package dev.buildserver.cli.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns as wide as their widest cell, two spaces apart, nothing after the last. */
public final class Table {
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        rows.add(List.of(headings));
    }

    /**
     * @param cells as many as headings; null shows as {@code -}
     */
    public Table row(Object... cells) {
        if (cells.length != rows.get(0).size()) {
            throw new IllegalArgumentException(
                    cells.length + " cells in a table of " + rows.get(0).size() + " columns");
        }
        rows.add(Arrays.stream(cells).map(Table::text).toList());
        return this;
    }

    /** Prints the headings and all rows. */
    public void print(PrintWriter out) {
        int[] widths =
                IntStream.range(0, rows.get(0).size()).map(column -> width(column)).toArray();
        for (List<String> row : rows) {
            String line =
                    IntStream.range(0, row.size())
                            .mapToObj(i -> pad(row.get(i), widths[i]))
                            .collect(Collectors.joining("  "));
            out.println(line.stripTrailing());
        }
    }

    private int width(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static String text(Object cell) {
        String text = cell == null ? "" : Format.line(cell.toString());
        return text.isEmpty() ? "-" : text;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
