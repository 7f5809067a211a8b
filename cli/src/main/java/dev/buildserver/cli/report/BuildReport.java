package dev.buildserver.cli.report;

import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.client.view.StageView;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.TestFailure;
import dev.buildserver.contract.build.TestResults;
import java.io.PrintWriter;
import java.util.List;

/** A build on one screen: how it stands, its stages, what went wrong, what came out of it. */
public final class BuildReport {
    /** More than a screen of errors helps nobody; the log has them all. */
    private static final int SHOWN = 10;

    private final PrintWriter out;

    public BuildReport(PrintWriter out) {
        this.out = out;
    }

    /**
     * @param artifacts empty where there are none, or the build has not ended
     */
    public void print(BuildView build, List<ArtifactView> artifacts) {
        head(build);
        attempts(build);
        stages(build.stages());
        diagnostics("Errors", build, Diagnostic.Severity.ERROR);
        diagnostics("Warnings", build, Diagnostic.Severity.WARNING);
        tests(build.testResults());
        artifacts(artifacts);
    }

    private void head(BuildView build) {
        String number = build.buildNumber() == null ? "" : " #" + build.buildNumber();
        String status = build.status() == null ? "(unknown status)" : build.status().toString();
        String time = build.duration() == null ? "" : " in " + Format.duration(build.duration());
        String stage = build.currentStage() == null ? "" : ": " + build.currentStage();
        out.println(
                Format.line(build.projectName())
                        + number
                        + " "
                        + status
                        + stage
                        + (build.ended() ? time : ""));
        field("build", build.executionId());
        if (build.failureReason() != null) {
            String message = build.errorMessage() == null ? "" : ": " + build.errorMessage();
            field("reason", build.failureReason() + message);
        }
        field("cancelled", build.cancelReason());
        if (build.waitingReason() != null) {
            field("waits for", build.waitingReason());
        }
        if (!build.ended() && build.queuePosition() != null) {
            field("in queue", build.queuePosition());
        }
        field("source", source(build));
        field("configuration", build.configuration());
        if (build.strategy() != null) {
            String why = build.strategyReason() == null ? "" : ": " + build.strategyReason();
            field("strategy", build.strategy() + why);
        }
        if (build.agent() != null) {
            String id = build.agent().agentId();
            field("agent", id == null ? build.agent().hostname() : id);
        }
        if (build.traceId() != null) {
            field("trace", build.traceId());
        }
    }

    private static String source(BuildView build) {
        String ref = build.ref();
        if (ref == null || ref.equals(build.commit())) {
            return build.commit();
        }
        return build.commit() == null ? ref : ref + " at " + Format.commit(build.commit());
    }

    private void field(String name, Object value) {
        if (value != null) {
            out.println("  " + name + ": " + Format.line(value.toString()));
        }
    }

    private void attempts(BuildView build) {
        // One that was handed back says what the build waits for.
        boolean telling = build.attempts().size() > 1 || build.waitingReason() != null;
        if (!telling || build.attempts().isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table("ATTEMPT", "AGENT", "OUTCOME", "REASON");
        build.attempts().forEach(a -> table.row(a.attempt(), a.agentId(), a.outcome(), a.reason()));
        table.print(out);
    }

    private void stages(List<StageView> stages) {
        if (stages.isEmpty()) {
            return;
        }
        out.println();
        Table table = new Table("STAGE", "STATUS", "DURATION", "WARNINGS", "ERRORS");
        for (StageView stage : stages) {
            table.row(
                    stage.name(),
                    stage.status(),
                    Format.duration(stage.duration()),
                    stage.warningsCount(),
                    stage.errorsCount());
        }
        table.print(out);
    }

    private void diagnostics(String title, BuildView build, Diagnostic.Severity severity) {
        List<Diagnostic> all =
                build.diagnostics().stream().filter(d -> d.severity() == severity).toList();
        if (all.isEmpty()) {
            return;
        }
        out.println();
        out.println(title + ":");
        all.stream().limit(SHOWN).forEach(d -> out.println("  " + Format.line(text(d))));
        more(all.size());
    }

    /** The form that editors and terminals make a link of. */
    private static String text(Diagnostic d) {
        String place = d.file() == null ? "" : d.file();
        if (d.file() != null && d.line() > 0) {
            place += "(" + d.line() + (d.column() > 0 ? "," + d.column() : "") + ")";
        }
        String code = d.code() == null ? "" : " " + d.code();
        String project = d.project() == null ? "" : " [" + d.project() + "]";
        String severity = d.severity() == Diagnostic.Severity.ERROR ? "error" : "warning";
        return (place.isEmpty() ? "" : place + ": ")
                + severity
                + code
                + ": "
                + d.message()
                + project;
    }

    private void tests(TestResults tests) {
        if (tests == null) {
            return;
        }
        out.println();
        out.printf(
                "Tests: %d total, %d passed, %d failed, %d skipped%s%s%n",
                tests.total(),
                tests.passed(),
                tests.failed(),
                tests.skipped(),
                tests.duration() == null ? "" : " in " + Format.duration(tests.duration()),
                tests.cached() == 0 ? "" : "; " + tests.cached() + " of them from the cache");
        for (TestFailure failure : tests.failures().stream().limit(SHOWN).toList()) {
            out.println("  FAILED " + Format.line(failure.name()));
            if (failure.message() != null) {
                out.println("    " + Format.line(failure.message()));
            }
        }
        more(tests.failures().size());
    }

    private void more(int count) {
        if (count > SHOWN) {
            out.println("  and " + (count - SHOWN) + " more");
        }
    }

    private void artifacts(List<ArtifactView> artifacts) {
        if (artifacts.isEmpty()) {
            return;
        }
        out.println();
        artifactTable(artifacts).print(out);
    }

    /** One row for each artifact. */
    public static Table artifactTable(List<ArtifactView> artifacts) {
        Table table = new Table("ARTIFACT", "SIZE", "SHA-256", "PATH");
        artifacts.forEach(
                a -> table.row(a.name(), Format.size(a.sizeBytes()), a.sha256Hash(), a.path()));
        return table;
    }
}
