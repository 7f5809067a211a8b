package dev.buildserver.agent.report;

import dev.buildserver.contract.agent.EventRecord;
import dev.buildserver.contract.build.Diagnostic;

/** Upper bound of an event's size as JSON, without writing it. */
final class WireSize {
    private static final int FRAME = 160;

    private WireSize() {}

    static int of(EventRecord event) {
        if (event instanceof EventRecord.Log log) {
            return FRAME + of(log.text());
        }
        if (event instanceof EventRecord.Found found) {
            Diagnostic d = found.diagnostic();
            return 2 * FRAME + of(d.message()) + of(d.code()) + of(d.file()) + of(d.project());
        }
        if (event instanceof EventRecord.Stage stage) {
            return FRAME + of(stage.message());
        }
        if (event instanceof EventRecord.Progress progress) {
            return FRAME + of(progress.item());
        }
        return 2 * FRAME;
    }

    private static int of(String text) {
        if (text == null) {
            return 0;
        }
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            size += c < ' ' ? 6 : c == '"' || c == '\\' ? 2 : c < 0x80 ? 1 : 3;
        }
        return size;
    }
}
