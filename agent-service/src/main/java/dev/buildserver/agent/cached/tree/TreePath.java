package dev.buildserver.agent.cached.tree;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Paths of files in a tree as text: relative to its root, with {@code /} between names, the root
 * itself empty. Bytes outside of printable ASCII, spaces and percent signs are written as {@code
 * %XX}, so that any name fits into a line and none gets lost, whatever encoding it is in.
 */
public final class TreePath {
    private static final String HEX = "0123456789ABCDEF";

    private TreePath() {}

    /**
     * @param root the tree
     * @param file below it or the root itself
     */
    public static String of(Path root, Path file) {
        String text = root.relativize(file).toString();
        return isPlain(text) ? text : encode(rawBytes(root, file));
    }

    /** Of a path that a process named, relative to the root. */
    public static String encode(byte[] path) {
        StringBuilder text = new StringBuilder(path.length);
        for (byte b : path) {
            if (b > ' ' && b < 0x7f && b != '%') {
                text.append((char) b);
            } else {
                text.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
            }
        }
        return text.toString();
    }

    /** Of a path that a program such as MSBuild wrote as text. */
    public static String encode(String path) {
        return isPlain(path) ? path : encode(path.getBytes(StandardCharsets.UTF_8));
    }

    /** As people and programs write it. */
    public static String text(String path) {
        if (path.indexOf('%') < 0) {
            return path;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The file again. */
    public static Path resolve(Path root, String path) {
        if (path.isEmpty()) {
            return root;
        }
        if (path.indexOf('%') < 0) {
            return root.resolve(path);
        }
        StringBuilder uri = new StringBuilder("file:///");
        for (char c : path.toCharArray()) {
            boolean plain = Character.isLetterOrDigit(c) || "-._~/%".indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        // Through a URI, since text can't name files whose bytes are no text.
        Path absolute = Path.of(URI.create(uri.toString()));
        return root.resolve(absolute.getRoot().relativize(absolute));
    }

    /** The folder that holds it; of the root, the root. */
    public static String parent(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    /** The last name. */
    public static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the path is the folder's own or below it. */
    public static boolean isWithin(String path, String folder) {
        return folder.isEmpty()
                || path.startsWith(folder)
                        && (path.length() == folder.length()
                                || path.charAt(folder.length()) == '/');
    }

    /** Without {@code .}, {@code ..} and double slashes; a way out of the root gives null. */
    public static String normalize(String path) {
        StringBuilder normal = new StringBuilder();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                if (normal.isEmpty()) {
                    return null;
                }
                normal.setLength(Math.max(0, normal.lastIndexOf("/")));
            } else if (!name.isEmpty() && !name.equals(".")) {
                normal.append(normal.isEmpty() ? "" : "/").append(name);
            }
        }
        return normal.toString();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static byte[] rawBytes(Path root, Path file) {
        String uri = file.toUri().getRawPath();
        String base = root.toUri().getRawPath();
        int from = base.endsWith("/") ? base.length() : base.length() + 1;
        int to = uri.endsWith("/") ? uri.length() - 1 : uri.length();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = from; i < to; i++) {
            if (uri.charAt(i) == '%') {
                bytes.write(Integer.parseInt(uri.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                bytes.write(uri.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
