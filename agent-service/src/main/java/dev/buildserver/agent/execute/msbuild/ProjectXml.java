package dev.buildserver.agent.execute.msbuild;

import java.nio.file.Path;
import java.util.Map;

/** Writes a project file that calls targets of other projects. */
public final class ProjectXml {
    private static final String SPECIAL = "%$@'();,?*";

    private final StringBuilder text = new StringBuilder();
    private boolean inTarget;

    /**
     * @param defaultTarget what is run when no target is named
     */
    public ProjectXml(String defaultTarget) {
        text.append("<Project DefaultTargets=\"").append(attribute(defaultTarget)).append("\">\n");
    }

    /**
     * Adds a project to a list.
     *
     * @param properties global properties of its own; values hold no semicolon
     */
    public ProjectXml item(String list, Path project, Map<String, String> properties) {
        StringBuilder joined = new StringBuilder();
        properties.forEach(
                (name, value) ->
                        joined.append(joined.isEmpty() ? "" : ";")
                                .append(name)
                                .append('=')
                                .append(escape(value)));
        text.append("  <ItemGroup><")
                .append(list)
                .append(" Include=\"")
                .append(attribute(escape(project.toString())))
                .append("\" AdditionalProperties=\"")
                .append(attribute(joined.toString()))
                .append("\" /></ItemGroup>\n");
        return this;
    }

    /** Begins a target; the calls that follow are in it. */
    public ProjectXml target(String name) {
        end();
        text.append("  <Target Name=\"").append(attribute(name)).append("\">\n");
        inTarget = true;
        return this;
    }

    /** Calls a target of all projects of a list; goes on with the others where one fails. */
    public ProjectXml call(String list, String target) {
        text.append("    <MSBuild Projects=\"@(")
                .append(list)
                .append(")\" Targets=\"")
                .append(attribute(target))
                .append("\" BuildInParallel=\"true\" ContinueOnError=\"ErrorAndContinue\" />\n");
        return this;
    }

    @Override
    public String toString() {
        return text + (inTarget ? "  </Target>\n" : "") + "</Project>\n";
    }

    private void end() {
        text.append(inTarget ? "  </Target>\n" : "");
    }

    private static String escape(String value) {
        StringBuilder escaped = new StringBuilder();
        for (char c : value.toCharArray()) {
            if (SPECIAL.indexOf(c) >= 0) {
                escaped.append(String.format("%%%02X", (int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static String attribute(String value) {
        return value.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
