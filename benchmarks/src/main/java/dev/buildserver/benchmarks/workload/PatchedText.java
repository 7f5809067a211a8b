package dev.buildserver.benchmarks.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** ASCII text in which one mark is replaced by another text of the same length, many times over. */
final class PatchedText {
    private final byte[] template;
    private final int length;
    private final int[] places;

    /** A text in which the mark may also be missing: then it stays as it is. */
    PatchedText(String template, String mark) {
        this.template = template.getBytes(StandardCharsets.US_ASCII);
        this.length = mark.length();
        List<Integer> found = new ArrayList<>();
        for (int at = template.indexOf(mark); at >= 0; at = template.indexOf(mark, at + 1)) {
            found.add(at);
        }
        this.places = found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** The text with that in place of the mark. */
    byte[] with(String replacement) {
        return between("", replacement, "");
    }

    /** The same with text before and behind it. */
    byte[] between(String head, String replacement, String tail) {
        if (replacement.length() != length) {
            throw new IllegalArgumentException(replacement + " has another length than the mark");
        }
        byte[] bytes = new byte[head.length() + template.length + tail.length()];
        put(bytes, 0, head);
        System.arraycopy(template, 0, bytes, head.length(), template.length);
        put(bytes, head.length() + template.length, tail);
        for (int place : places) {
            put(bytes, head.length() + place, replacement);
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
    }
}
