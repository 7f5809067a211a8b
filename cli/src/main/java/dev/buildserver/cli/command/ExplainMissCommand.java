package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain-miss",
        description = "Say why projects of a build were not found in the cache.")
final class ExplainMissCommand extends ServerCommand {
    private static final String HIT = "Hit";

    @Parameters(paramLabel = "BUILD", description = "Id of the build.")
    private UUID build;

    @Option(names = "--all", description = "Show hits, too.")
    private boolean all;

    ExplainMissCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<CacheReport> received = client(Role.DEVELOPER).cacheReport(build);
        if (json()) {
            print(received.json());
        } else {
            show(received.value());
        }
        return ExitStatus.OK;
    }

    private void show(CacheReport report) {
        if (report.restore() == null) {
            out().println("The cache had no part in this build, or the build has not ended.");
            return;
        }
        List<CacheReport.Project> rows = new ArrayList<>(List.of(report.restore()));
        rows.addAll(report.projects());
        Table table = new Table("PROJECT", "OUTCOME", "REASON", "CHANGED");
        rows.stream()
                .filter(row -> all || !row.outcome().equals(HIT))
                .forEach(
                        row ->
                                table.row(
                                        row.project(),
                                        row.outcome(),
                                        row.reason(),
                                        String.join(", ", row.changed())));
        table.print(out());
        if (report.degraded() != null) {
            out().println("Cache degraded. " + report.degraded());
        }
        long hits = report.projects().stream().filter(row -> row.outcome().equals(HIT)).count();
        out().println(
                        "%d of %d projects from the cache, %.1f s saved, %.1f s spent"
                                .formatted(
                                        hits,
                                        report.projects().size(),
                                        report.savedMillis() / 1000.0,
                                        report.spentMillis() / 1000.0));
    }
}
