package dev.buildserver.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.DownloadListener;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "download",
        description = {
            "Download a build's artifacts.",
            "A download that was broken off is continued. Each file is checked against the SHA-256"
                    + " that the server recorded, and gets its name only then."
        })
final class DownloadCommand extends ServerCommand {
    @Parameters(index = "0", paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    @Parameters(
            index = "1..*",
            paramLabel = "PATTERN",
            description = "Names or paths, such as '*.nupkg'. Default: all artifacts.")
    private List<String> patterns = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FOLDER",
            description = "Default: the working folder.")
    private Path output;

    @Option(names = "--overwrite", description = "Replace files that are there.")
    private boolean overwrite;

    DownloadCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        List<ArtifactView> all = client.artifacts(build).value().artifacts();
        List<ArtifactView> selected = DownloadPlan.select(all, patterns);
        if (selected.isEmpty()) {
            note(all.isEmpty() ? "The build has no artifacts" : "No artifact matches");
            return patterns.isEmpty() ? ExitStatus.OK : ExitStatus.FAILED;
        }
        Path folder =
                output == null ? environment().folder() : environment().folder().resolve(output);
        Map<ArtifactView, Path> files = DownloadPlan.files(selected, folder);
        if (!overwrite) {
            files.values().stream().filter(Files::exists).findFirst().ifPresent(this::inTheWay);
        }
        ArrayNode done = JsonNodeFactory.instance.arrayNode();
        files.forEach((artifact, file) -> done.add(fetch(client, artifact, file)));
        if (json()) {
            print(JsonNodeFactory.instance.objectNode().set("files", done));
        }
        return ExitStatus.OK;
    }

    private void inTheWay(Path file) {
        throw wrong(file + " is there already; --overwrite replaces it");
    }

    private JsonNode fetch(BuildServerClient client, ArtifactView artifact, Path file) {
        client.download(artifact, file, DownloadListener.NONE);
        if (!json()) {
            out().println(
                            artifact.sha256Hash()
                                    + "  "
                                    + file
                                    + "  ("
                                    + Format.size(artifact.sizeBytes())
                                    + ")");
            out().flush();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("artifactId", artifact.artifactId())
                .put("file", file.toString())
                .put("sizeBytes", artifact.sizeBytes())
                .put("sha256Hash", artifact.sha256Hash());
    }
}
