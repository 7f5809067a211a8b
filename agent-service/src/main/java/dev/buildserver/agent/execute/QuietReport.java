package dev.buildserver.agent.execute;

import dev.buildserver.agent.report.LogOnlyReport;
import dev.buildserver.contract.log.LogLevel;
import org.jboss.logging.Logger;

/** The report of a build that nobody asked for: it goes to the agent's own log. */
final class QuietReport extends LogOnlyReport {
    private static final Logger LOG = Logger.getLogger(QuietReport.class);

    @Override
    public void log(LogLevel level, String text) {
        LOG.debugf("%s %s", level, text);
    }
}
