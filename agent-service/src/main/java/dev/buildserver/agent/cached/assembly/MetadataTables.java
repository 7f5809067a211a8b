package dev.buildserver.agent.cached.assembly;

import java.util.Map;

/**
 * How many bytes a row of each metadata table has (ECMA-335, II.22 and II.24.2.6), up to the one
 * with the assembly references.
 */
final class MetadataTables {
    static final int ASSEMBLY_REF = 0x23;

    private static final int WIDE_STRINGS = 1;
    private static final int WIDE_GUIDS = 2;
    private static final int WIDE_BLOBS = 4;

    /**
     * Columns by table number: {@code 2} and {@code 4} are bytes, {@code S}, {@code G} and {@code
     * B} indexes into the heaps of strings, GUIDs and blobs, {@code t06} one into table 6, and
     * names are coded indexes.
     */
    private static final String[] COLUMNS = {
        "2 S G G G",
        "resolutionScope S S",
        "4 S S typeDefOrRef t04 t06",
        "t04",
        "2 S B",
        "t06",
        "4 2 2 S B t08",
        "t08",
        "2 2 S",
        "t02 typeDefOrRef",
        "memberRefParent S B",
        "2 hasConstant B",
        "hasCustomAttribute customAttributeType B",
        "hasFieldMarshal B",
        "2 hasDeclSecurity B",
        "2 4 t02",
        "4 t04",
        "B",
        "t02 t14",
        "t14",
        "2 S typeDefOrRef",
        "t02 t17",
        "t17",
        "2 S B",
        "2 t06 hasSemantics",
        "t02 methodDefOrRef methodDefOrRef",
        "S",
        "B",
        "2 memberForwarded S t1a",
        "4 t04",
        "4 4",
        "4",
        "4 2 2 2 2 4 B S S",
        "4",
        "4 4 4",
        "2 2 2 2 4 B S S B",
    };

    /** Bits of the tag, and the tables that may be meant. */
    private static final Map<String, String> CODED =
            Map.ofEntries(
                    Map.entry("typeDefOrRef", "2 02 01 1b"),
                    Map.entry("hasConstant", "2 04 08 17"),
                    Map.entry(
                            "hasCustomAttribute",
                            "5 06 04 01 02 08 09 0a 00 0e 17 14 11 1a 1b 20 23 26 27 28 2a 2c 2b"),
                    Map.entry("hasFieldMarshal", "1 04 08"),
                    Map.entry("hasDeclSecurity", "2 02 06 20"),
                    Map.entry("memberRefParent", "3 02 01 1a 06 1b"),
                    Map.entry("hasSemantics", "1 14 17"),
                    Map.entry("methodDefOrRef", "1 06 0a"),
                    Map.entry("memberForwarded", "1 04 06"),
                    Map.entry("customAttributeType", "3 06 0a"),
                    Map.entry("resolutionScope", "2 00 1a 23 01"));

    private final int heapSizes;
    private final int[] rows;

    /**
     * @param heapSizes the flags of the stream's header
     * @param rows number of rows by table
     */
    MetadataTables(int heapSizes, int[] rows) {
        this.heapSizes = heapSizes;
        this.rows = rows;
    }

    int rowSize(int table) {
        int size = 0;
        for (String column : COLUMNS[table].split(" ")) {
            size += width(column);
        }
        return size;
    }

    int stringWidth() {
        return width("S");
    }

    int blobWidth() {
        return width("B");
    }

    private int width(String column) {
        return switch (column) {
            case "2" -> 2;
            case "4" -> 4;
            case "S" -> heap(WIDE_STRINGS);
            case "G" -> heap(WIDE_GUIDS);
            case "B" -> heap(WIDE_BLOBS);
            default ->
                    CODED.containsKey(column)
                            ? coded(CODED.get(column).split(" "))
                            : index(rows[Integer.parseInt(column.substring(1), 16)], 0);
        };
    }

    private int heap(int flag) {
        return (heapSizes & flag) == 0 ? 2 : 4;
    }

    private int coded(String[] words) {
        int most = 0;
        for (int i = 1; i < words.length; i++) {
            most = Math.max(most, rows[Integer.parseInt(words[i], 16)]);
        }
        return index(most, Integer.parseInt(words[0]));
    }

    private static int index(int rows, int tagBits) {
        return rows < 1 << 16 - tagBits ? 2 : 4;
    }
}
