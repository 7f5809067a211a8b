package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be made of what was built.
 *
 * @param packages projects that become packages
 * @param apps projects that become apps, each with the folder into which it is published
 */
record Products(List<ProjectOutput> packages, Map<ProjectOutput, Path> apps) {
    static Products of(Attempt attempt) throws IOException {
        List<ProjectOutput> projects = ProjectOutputs.read(attempt.descriptions());
        List<ProjectOutput> packages =
                attempt.job().createPackages()
                        ? projects.stream().filter(ProjectOutput::packable).toList()
                        : List.of();
        Map<ProjectOutput, Path> apps = new LinkedHashMap<>();
        if (attempt.job().publishArtifacts()) {
            projects.stream()
                    .filter(ProjectOutput::app)
                    .forEach(app -> apps.put(app, folder(attempt, app, apps)));
        }
        return new Products(packages, apps);
    }

    boolean isEmpty() {
        return packages.isEmpty() && apps.isEmpty();
    }

    // The folder's name becomes that of the zip: unique although projects may share a name.
    private static Path folder(Attempt attempt, ProjectOutput app, Map<ProjectOutput, Path> taken) {
        Path folder = attempt.published().resolve(app.variant());
        for (int n = 2; taken.containsValue(folder); n++) {
            folder = attempt.published().resolve(app.variant() + "-" + n);
        }
        return folder;
    }
}
