package dev.buildserver.agent.trace;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Cuts a stream into records. Not thread-safe. */
final class TraceReader {
    private static final int CHUNK = 256 * 1024;

    /** Longer than any record that the tracer makes. */
    private static final int LONGEST = 64 * 1024;

    private final InputStream in;
    private byte[] buffer = new byte[CHUNK];
    private int from;
    private int to;
    private int at;

    TraceReader(InputStream in) {
        this.in = in;
    }

    /**
     * The next record.
     *
     * @return null at the end
     * @throws DamagedTraceException when there is no end of the last record, or it can't be read
     */
    TraceRecord next() throws IOException, DamagedTraceException {
        int end = indexOfEnd();
        if (end < 0) {
            if (from < to) {
                throw new DamagedTraceException("its last record is cut");
            }
            return null;
        }
        at = from;
        try {
            int pid = number(end);
            long sequence = Integer.toUnsignedLong(number(end));
            AccessKind kind = AccessKind.of(buffer[at]);
            at += 2;
            int number = number(end);
            if (kind == null) {
                throw new DamagedTraceException("it holds a record of an unknown kind");
            }
            TracedPath path = new TracedPath(Arrays.copyOfRange(buffer, at, end));
            return new TraceRecord(pid, sequence, kind, number, path);
        } finally {
            from = end + 1;
        }
    }

    /** A decimal number and the blank behind it. */
    private int number(int end) throws DamagedTraceException {
        boolean negative = buffer[at] == '-';
        int start = negative ? ++at : at;
        int value = 0;
        while (at < end && buffer[at] >= '0' && buffer[at] <= '9') {
            value = value * 10 + buffer[at++] - '0';
        }
        if (at == start || at >= end + 1 || buffer[at] != ' ') {
            throw new DamagedTraceException("it holds something that is no record");
        }
        at++;
        return negative ? -value : value;
    }

    private int indexOfEnd() throws IOException, DamagedTraceException {
        int searched = from;
        while (true) {
            for (int i = searched; i < to; i++) {
                if (buffer[i] == 0) {
                    return i;
                }
            }
            if (to - from > LONGEST) {
                throw new DamagedTraceException("it holds something that is no record");
            }
            searched = to - from;
            if (!fill()) {
                return -1;
            }
        }
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, to - from);
        to -= from;
        from = 0;
        if (to == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int count = in.read(buffer, to, buffer.length - to);
        to += Math.max(count, 0);
        return count > 0;
    }

    /** Why a trace can't be trusted. */
    static final class DamagedTraceException extends Exception {
        private static final long serialVersionUID = 1;

        DamagedTraceException(String what) {
            super(what);
        }

        Optional<String> reason() {
            return Optional.of(getMessage());
        }
    }
}
