package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.msbuild.ProjectXml;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.agent.execute.solution.SolutionPath;
import dev.buildserver.agent.failure.AttemptEnded;
import dev.buildserver.contract.build.BuildJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Builds only what matches a target framework or a runtime. A solution takes neither: a framework
 * fails for the projects without it, and newer SDKs refuse a runtime. So the projects are asked
 * first, and a project is generated that builds those which match.
 */
final class Narrowing {
    private final Attempt attempt;
    private final BuildJob job;

    Narrowing(Attempt attempt) {
        this.attempt = attempt;
        this.job = attempt.job();
    }

    /** Whether the job asks for it, and for a solution: a project takes both options. */
    boolean wanted() {
        return SolutionPath.isSolution(attempt.solution())
                && (job.targetFramework() != null || job.runtimeIdentifier() != null);
    }

    /** Where the projects describe themselves before they are built. */
    Path answers() {
        return attempt.scratch().resolve("asked");
    }

    /** The generated project. */
    Path project() {
        return attempt.injected().resolve("narrowed.proj");
    }

    /** Writes the project from the answers. */
    void generate() throws AttemptEnded, IOException {
        List<ProjectOutput> all = ProjectOutputs.read(answers());
        List<ProjectOutput> matching = all.stream().filter(this::matches).toList();
        if (matching.isEmpty()) {
            TreeSet<String> frameworks = new TreeSet<>();
            all.forEach(project -> frameworks.add(project.targetFramework()));
            throw AttemptEnded.invalidInput(
                    "No project of %s targets %s; they target %s."
                            .formatted(
                                    attempt.solutionName(),
                                    job.targetFramework(),
                                    String.join(", ", frameworks)));
        }
        ProjectXml xml = new ProjectXml("Build");
        for (ProjectOutput output : matching) {
            xml.item(list(output), output.project(), properties(output));
            if (output.test()) {
                xml.item("Tests", output.project(), properties(output));
            }
        }
        // Programs first and alone: a library that is built for them must not be built by itself
        // at the same time.
        xml.target("Build").call("Programs", "Build").call("Others", "Build");
        xml.target("VSTest").call("Tests", "VSTest");
        Files.writeString(project(), xml.toString());
    }

    private boolean matches(ProjectOutput output) {
        return job.targetFramework() == null
                || output.targetFramework().equalsIgnoreCase(job.targetFramework());
    }

    private static String list(ProjectOutput output) {
        return output.program() ? "Programs" : "Others";
    }

    private Map<String, String> properties(ProjectOutput output) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("Configuration", output.configuration());
        properties.put("Platform", output.platform());
        // Only where there are others: as a reference of another project, it would be built a
        // second time with other global properties.
        if (output.oneOfSeveral()) {
            properties.put("TargetFramework", output.targetFramework());
        }
        if (output.program() && job.runtimeIdentifier() != null) {
            properties.put("RuntimeIdentifier", job.runtimeIdentifier());
        }
        return properties;
    }
}
