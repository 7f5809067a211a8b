package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Table;
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
        Table table = new Table("WHAT", "PROJECT", "OUTCOME", "REASON", "CHANGED");
        if (report.whole() != null) {
            add(table, "all", List.of(report.whole()));
        }
        add(table, "restore", List.of(report.restore()));
        add(table, "build", report.projects());
        add(table, "test", report.tests());
        add(table, "product", report.products());
        table.print(out());
        if (report.degraded() != null) {
            out().println("Cache degraded. " + report.degraded());
        }
        out().println(
                        "%s, %.1f s saved, %.1f s spent on it; %.1f s spent on the others"
                                .formatted(
                                        counts(report),
                                        report.savedMillis() / 1000.0,
                                        report.cacheMillis() / 1000.0,
                                        report.spentMillis() / 1000.0));
    }

    private void add(Table table, String what, List<CacheReport.Project> rows) {
        rows.stream()
                .filter(row -> all || !row.outcome().equals(HIT))
                .forEach(
                        row ->
                                table.row(
                                        what,
                                        row.project(),
                                        row.outcome(),
                                        row.reason(),
                                        String.join(", ", row.changed())));
    }

    private static String counts(CacheReport report) {
        String counts = count(report.projects()) + " projects";
        if (!report.tests().isEmpty()) {
            counts += ", tests of " + count(report.tests());
        }
        if (!report.products().isEmpty()) {
            counts += ", " + count(report.products()) + " packages and apps";
        }
        return counts + " from the cache";
    }

    private static String count(List<CacheReport.Project> rows) {
        long hits = rows.stream().filter(row -> row.outcome().equals(HIT)).count();
        return hits + " of " + rows.size();
    }
}
