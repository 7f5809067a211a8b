package dev.buildserver.gateway.log;

import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.contract.log.LogLine;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Log lines as text: {@code [2025-11-15 10:05:00] INFO: text}, times in UTC. */
final class LogText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);

    private int attempt;

    /**
     * @param from where the text begins; a change of attempt after it is shown
     */
    LogText(LogPosition from) {
        this.attempt = from.attempt();
    }

    /** The lines, each with its line end, and a separator before those of another attempt. */
    String render(List<LogLine> lines) {
        StringBuilder text = new StringBuilder(lines.size() * 80);
        for (LogLine line : lines) {
            if (attempt != 0 && attempt != line.attempt()) {
                append(text, separator(line));
            }
            attempt = line.attempt();
            append(text, line);
        }
        return text.toString();
    }

    /** The line that stands before an attempt which isn't the first one shown. */
    static LogLine separator(LogLine first) {
        String text = "---------- Attempt " + first.attempt() + " ----------";
        return new LogLine(first.attempt(), 0, first.time(), LogLevel.INFO, text);
    }

    private static void append(StringBuilder text, LogLine line) {
        text.append('[')
                .append(TIME.format(line.time()))
                .append("] ")
                .append(line.level())
                .append(": ")
                .append(line.text())
                .append('\n');
    }
}
