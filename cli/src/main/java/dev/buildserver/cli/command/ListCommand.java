package dev.buildserver.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.buildserver.cli.client.BuildFilter;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.BuildList;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Format;
import dev.buildserver.cli.report.Table;
import dev.buildserver.domain.build.BuildStatus;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list", description = "List builds, newest first.")
final class ListCommand extends ServerCommand {
    @Option(names = "--project", paramLabel = "NAME", description = "Only of this project.")
    private String project;

    @Option(names = "--status", paramLabel = "NAME", description = "${COMPLETION-CANDIDATES}.")
    private BuildStatus status;

    @Option(names = "--pool", paramLabel = "NAME", description = "Only of this pool.")
    private String pool;

    @Option(names = "--branch", paramLabel = "NAME", description = "Only of this branch.")
    private String branch;

    @Option(names = "--requester", paramLabel = "EMAIL", description = "Only of this requester.")
    private String requester;

    @Option(names = "--limit", paramLabel = "N", description = "Builds of one page.")
    private Integer limit;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "From the page before.")
    private String cursor;

    @Option(names = "--all", description = "All pages.")
    private boolean all;

    ListCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        BuildServerClient client = client(Role.DEVELOPER);
        String wanted = status == null ? null : status.toString();
        BuildFilter filter =
                new BuildFilter(project, wanted, pool, branch, requester, limit, cursor);
        List<BuildView> builds = new ArrayList<>();
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        String next;
        do {
            Received<BuildList> page = client.list(filter);
            builds.addAll(page.value().builds());
            page.json().path("builds").forEach(nodes::add);
            next = page.value().nextCursor();
            filter = filter.from(next);
        } while (all && next != null);
        if (json()) {
            ObjectNode whole = JsonNodeFactory.instance.objectNode();
            whole.set("builds", nodes);
            print(whole.put("nextCursor", next));
        } else {
            table(builds).print(out());
            if (next != null) {
                note("There are more: --cursor=" + next);
            }
        }
        return ExitStatus.OK;
    }

    static Table table(List<BuildView> builds) {
        Table table = new Table("BUILD", "PROJECT", "NUMBER", "STATUS", "REF", "COMMIT", "CREATED");
        for (BuildView build : builds) {
            table.row(
                    build.executionId(),
                    build.projectName(),
                    build.buildNumber(),
                    build.status(),
                    build.ref(),
                    Format.commit(build.commit()),
                    Format.time(build.createdAt()));
        }
        return table;
    }
}
