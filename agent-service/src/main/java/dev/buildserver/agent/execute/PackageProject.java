package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.ProjectXml;
import dev.buildserver.agent.execute.output.ProjectOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A project that packs and publishes what has been built. One run of MSBuild for all of them: each
 * process costs half a second before it does anything.
 */
final class PackageProject {
    /** Also what a build of it does, if nothing else is said. */
    static final String TARGET = "Build";

    private final Attempt attempt;
    private final Path packages;
    private final List<ProjectOutput> packed;
    private final Map<ProjectOutput, Path> published;

    /**
     * @param published each app with the folder into which it goes
     * @param packages folder into which packages go
     */
    PackageProject(
            Attempt attempt,
            List<ProjectOutput> packed,
            Map<ProjectOutput, Path> published,
            Path packages) {
        this.attempt = attempt;
        this.packages = packages;
        this.packed = packed;
        this.published = published;
    }

    String xml() {
        ProjectXml xml = new ProjectXml(TARGET);
        // One package per project, whatever the number of its frameworks.
        Set<Path> seen = new LinkedHashSet<>();
        packed.stream()
                .filter(output -> seen.add(output.project()))
                .forEach(output -> xml.item("Packed", output.project(), pack(output)));
        published.forEach(
                (output, folder) ->
                        xml.item("Published", output.project(), publish(output, folder)));
        return xml.target(TARGET).call("Packed", "Pack").call("Published", "Publish").toString();
    }

    private Map<String, String> pack(ProjectOutput output) {
        Map<String, String> properties = common(output);
        properties.put("PackageOutputPath", attempt.inside(packages));
        // Only one framework was built; the package has just that.
        if (output.oneOfSeveral() && attempt.job().targetFramework() != null) {
            properties.put("TargetFrameworks", output.targetFramework());
        }
        return properties;
    }

    private Map<String, String> publish(ProjectOutput output, Path folder) {
        Map<String, String> properties = common(output);
        properties.put("PublishDir", attempt.inside(folder) + "/");
        if (output.oneOfSeveral()) {
            properties.put("TargetFramework", output.targetFramework());
        }
        if (attempt.job().runtimeIdentifier() != null) {
            properties.put("RuntimeIdentifier", attempt.job().runtimeIdentifier());
        }
        return properties;
    }

    private static Map<String, String> common(ProjectOutput output) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Configuration", output.configuration());
        properties.put("Platform", output.platform());
        properties.put("NoBuild", "true");
        return properties;
    }
}
