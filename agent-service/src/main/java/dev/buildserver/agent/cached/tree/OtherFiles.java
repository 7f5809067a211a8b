package dev.buildserver.agent.cached.tree;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a tree has besides source files. */
final class OtherFiles {
    private static final Pattern SOURCE =
            Pattern.compile(".*\\.(cs|vb|fs)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private OtherFiles() {}

    /** Files and links that are no sources, and all folders above them. */
    static Set<String> of(Map<String, Node> nodes) {
        Set<String> others = new HashSet<>();
        for (Map.Entry<String, Node> node : nodes.entrySet()) {
            if (!node.getValue().isFolder() && !SOURCE.matcher(node.getKey()).matches()) {
                String at = node.getKey();
                while (others.add(at) && !at.isEmpty()) {
                    at = TreePath.parent(at);
                }
            }
        }
        return others;
    }
}
