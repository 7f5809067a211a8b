package dev.buildserver.agent.execute;

import dev.buildserver.agent.execute.output.FilesBelow;
import dev.buildserver.agent.execute.output.ProjectOutput;
import dev.buildserver.agent.execute.output.ProjectOutputs;
import dev.buildserver.contract.artifact.ArtifactKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what an attempt leaves to be uploaded, each file under a path of its own. */
final class Outputs {
    private final Attempt attempt;
    private final List<OutputFile> files = new ArrayList<>();
    private final Set<String> paths = new HashSet<>();

    Outputs(Attempt attempt) {
        this.attempt = attempt;
    }

    /** What tests left; also there when they failed. */
    Outputs addTestResults() throws IOException {
        Path results = attempt.testResults();
        for (Path file : FilesBelow.list(results, ".trx")) {
            String name = testRun(results.relativize(file)) + ".trx";
            add(file, "test-results/" + name, ArtifactKind.TEST_RESULT, "application/xml");
        }
        for (Path file : FilesBelow.list(results, "cobertura.xml")) {
            String name = testRun(results.relativize(file)) + ".cobertura.xml";
            add(file, "coverage/" + name, ArtifactKind.COVERAGE, "application/xml");
        }
        return this;
    }

    /** Packages, apps and assemblies, as far as the job asks for them. */
    Outputs addProducts() throws IOException {
        for (String ending : List.of(".nupkg", ".snupkg")) {
            for (Path file : FilesBelow.list(attempt.packages(), ending)) {
                String path = "packages/" + file.getFileName();
                add(file, path, ArtifactKind.PACKAGE, "application/octet-stream");
            }
        }
        for (Path file : FilesBelow.list(attempt.apps(), ".zip")) {
            String path = "apps/" + file.getFileName();
            add(file, path, ArtifactKind.APPLICATION, "application/zip");
        }
        if (attempt.job().outputManifest()) {
            Path file = attempt.outputManifest();
            add(file, "outputs.json", ArtifactKind.MANIFEST, "application/json");
        }
        if (attempt.job().publishArtifacts()) {
            addAssemblies();
        }
        return this;
    }

    List<OutputFile> files() {
        return List.copyOf(files);
    }

    private void addAssemblies() throws IOException {
        for (ProjectOutput output : ProjectOutputs.read(attempt.descriptions())) {
            Path file = attempt.outside(output.assembly());
            if (!output.test() && Files.isRegularFile(file) && file.startsWith(attempt.source())) {
                String path = attempt.source().relativize(file).toString().replace('\\', '/');
                add(file, path, ArtifactKind.ASSEMBLY, "application/octet-stream");
            }
        }
    }

    // FULL/PATH/OF/Project.csproj/FRAMEWORK/…: the targets lay results out like that.
    private static String testRun(Path file) {
        int project = 0;
        while (project < file.getNameCount() - 2
                && !file.getName(project).toString().endsWith("proj")) {
            project++;
        }
        if (project + 2 >= file.getNameCount()) {
            return "results";
        }
        String name = file.getName(project).toString();
        return name.substring(0, name.lastIndexOf('.')) + "-" + file.getName(project + 1);
    }

    private void add(Path file, String path, ArtifactKind kind, String contentType) {
        int dot = path.lastIndexOf('.');
        String unique = path;
        for (int n = 2; !paths.add(unique); n++) {
            unique = path.substring(0, dot) + "-" + n + path.substring(dot);
        }
        String name = unique.substring(unique.lastIndexOf('/') + 1);
        files.add(new OutputFile(file, unique, name, kind, contentType));
    }
}
