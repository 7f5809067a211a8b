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

    /** Files that are no sources, links, whatever their names, and all folders above them. */
    static Set<String> of(Map<String, Node> nodes) {
        Set<String> others = new HashSet<>();
        for (Map.Entry<String, Node> node : nodes.entrySet()) {
            boolean source = !node.getValue().isLink() && SOURCE.matcher(node.getKey()).matches();
            if (!node.getValue().isFolder() && !source) {
                String at = node.getKey();
                while (others.add(at) && !at.isEmpty()) {
                    at = TreePath.parent(at);
                }
            }
        }
        return others;
    }
}
