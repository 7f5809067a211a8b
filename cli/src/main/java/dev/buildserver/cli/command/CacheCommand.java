package dev.buildserver.cli.command;

import dev.buildserver.cli.client.Received;
import dev.buildserver.cli.client.view.CacheHealthView;
import dev.buildserver.cli.client.view.CacheHealthView.DifferingFile;
import dev.buildserver.cli.client.view.CacheHealthView.Quarantine;
import dev.buildserver.cli.connect.Role;
import dev.buildserver.cli.report.Table;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

@Command(
        name = "cache",
        description = "Show how much of the build cache was verified, and what was wrong.")
final class CacheCommand extends ServerCommand {
    private static final int SHOWN = 3;

    CacheCommand(Environment environment) {
        super(environment);
    }

    @Override
    public Integer call() {
        Received<CacheHealthView> received = client(Role.DEVELOPER).cacheHealth();
        if (json()) {
            print(received.json());
        } else {
            show(received.value());
        }
        return ExitStatus.OK;
    }

    private void show(CacheHealthView health) {
        out().println(
                        "Built again and compared: %d the same, %d different"
                                .formatted(health.verified(), health.mismatched()));
        out().println("Damaged and removed: " + health.corruptBlobs());
        health.levels().forEach(level -> out().println(level.name() + ": " + level.state()));
        if (!health.quarantined().isEmpty()) {
            out().println();
            table(health.quarantined()).print(out());
        }
        if (!health.nonDeterministic().isEmpty()) {
            out().println();
            Table table = new Table("STORED TWICE, DIFFERENTLY", "KIND", "FILES");
            health.nonDeterministic()
                    .forEach(one -> table.row(one.scope(), one.kind(), files(one.differing())));
            table.print(out());
        }
    }

    static Table table(List<Quarantine> quarantined) {
        Table table =
                new Table("QUARANTINE", "PROJECT", "FILE", "DIFFERENT", "BUILT ON IT", "LIFTED");
        for (Quarantine one : quarantined) {
            table.row(
                    one.quarantineId(),
                    one.project(),
                    one.projectFile(),
                    files(one.differing()),
                    one.dependents().size(),
                    one.liftedAt() == null ? null : one.liftedAt() + " by " + one.liftedBy());
        }
        return table;
    }

    private static String files(List<DifferingFile> files) {
        String shown =
                files.stream()
                        .limit(SHOWN)
                        .map(DifferingFile::path)
                        .collect(Collectors.joining(", "));
        int more = files.size() - SHOWN;
        return more > 0 ? shown + " and %d more".formatted(more) : shown;
    }
}
