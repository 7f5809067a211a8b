package dev.buildserver.standalone.status;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.standalone.folder.DataFolderOption;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what runs; the exit status is 0 when something does. */
@Command(
        name = "status",
        description = "Says what runs. Exit status 3 when nothing does.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final int NOTHING_RUNS = 3;

    @Mixin private DataFolderOption dataFolder;
    @Spec private CommandSpec spec;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    StatusCommand() {}

    @Override
    public Integer call() throws IOException {
        StatusReport report = StatusReport.of(dataFolder.folder());
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.builder().build().writeValueAsString(report));
        } else {
            print(report, out);
        }
        out.flush();
        return report.running() ? 0 : NOTHING_RUNS;
    }

    private static void print(StatusReport report, PrintWriter out) {
        if (!report.running()) {
            out.println("Nothing runs in " + report.dataDir() + ".");
            return;
        }
        out.printf(
                "BuildServer %s in %s (process %d)%n",
                report.ready() ? "runs" : "is starting", report.dataDir(), report.pid());
        if (report.url() != null) {
            out.println("  " + report.url());
        }
        for (StatusReport.ProcessStatus process : report.processes()) {
            out.printf(
                    "  %-16s process %-8d port %-6d %s%n",
                    process.name(), process.pid(), process.port(), word(process));
        }
        report.agents().forEach((id, status) -> out.printf("  agent %s: %s%n", id, status));
    }

    private static String word(StatusReport.ProcessStatus process) {
        if (!process.alive()) {
            return "ended";
        }
        if (process.ready() == null) {
            return "runs";
        }
        return process.ready() ? "ready" : "not ready";
    }
}
