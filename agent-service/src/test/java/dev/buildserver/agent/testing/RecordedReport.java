package dev.buildserver.agent.testing;

import dev.buildserver.agent.report.LogOnlyReport;
import dev.buildserver.contract.log.LogLevel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers the log. */
public final class RecordedReport extends LogOnlyReport {
    private final List<String> lines = new CopyOnWriteArrayList<>();

    /** Log lines, with their levels in front. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void log(LogLevel level, String text) {
        lines.add(level + " " + text);
    }
}
