package dev.buildserver.benchmarks.proof.solution;

import dev.buildserver.benchmarks.proof.source.SourceTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A C# project while it is put together. Not thread-safe. */
final class ProjectDraft {
    private final SourceTree tree;
    private final String path;
    private final List<String> references;
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final List<String> parts = new ArrayList<>();
    private String frameworks = "netstandard2.1";

    /**
     * @param path of the project file
     * @param references project files that it references
     */
    ProjectDraft(SourceTree tree, String path, List<String> references) {
        this.tree = tree;
        this.path = path;
        this.references = List.copyOf(references);
    }

    String name() {
        return Layout.name(path);
    }

    String folder() {
        return Layout.folder(path);
    }

    List<String> references() {
        return references;
    }

    /** Target frameworks, separated by semicolons. */
    ProjectDraft frameworks(String value) {
        frameworks = value;
        return this;
    }

    ProjectDraft property(String name, String value) {
        properties.put(name, value);
        return this;
    }

    /** Adds items, imports or targets. */
    ProjectDraft part(String xml) {
        parts.add(xml);
        return this;
    }

    /** Adds a file below the project's folder. */
    ProjectDraft file(String name, String text) {
        tree.put(folder() + "/" + name, text);
        return this;
    }

    /** Adds a file anywhere in the tree, unless it is there. */
    ProjectDraft shared(String file, String text) {
        if (!tree.has(file)) {
            tree.put(file, text);
        }
        return this;
    }

    /** Writes the project file. */
    void write() {
        StringBuilder xml = new StringBuilder("<Project Sdk=\"Microsoft.NET.Sdk\">\n");
        xml.append("  <PropertyGroup>\n");
        String framework = frameworks.contains(";") ? "TargetFrameworks" : "TargetFramework";
        xml.append("    <%s>%s</%s>\n".formatted(framework, frameworks, framework));
        properties.forEach(
                (name, value) -> xml.append("    <%s>%s</%s>\n".formatted(name, value, name)));
        xml.append("  </PropertyGroup>\n  <ItemGroup>\n");
        for (String reference : references) {
            xml.append("    " + Layout.projectReference(reference) + "\n");
        }
        xml.append("  </ItemGroup>\n");
        parts.forEach(xml::append);
        tree.put(path, xml.append("</Project>\n").toString());
    }
}
