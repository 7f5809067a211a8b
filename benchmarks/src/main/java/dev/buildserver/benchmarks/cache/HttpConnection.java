package dev.buildserver.benchmarks.cache;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One connection, one request at a time, and as little work as can be: what is measured is the
 * server.
 */
final class HttpConnection implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int TIMEOUT_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final String headers;

    /**
     * @param headers lines for each request, each with its end
     */
    HttpConnection(int port, String headers) throws IOException {
        this.socket = new Socket("127.0.0.1", port);
        this.socket.setTcpNoDelay(true);
        this.socket.setSoTimeout(TIMEOUT_MILLIS);
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.headers = "Host: 127.0.0.1\r\n" + headers;
    }

    /**
     * An answer.
     *
     * @param body null when it was not kept
     */
    record Answer(int status, long bytes, byte[] body) {}

    Answer get(String path) throws IOException {
        return exchange("GET", path, "", new byte[0], false);
    }

    Answer put(String path, byte[] body) throws IOException {
        return exchange("PUT", path, "Content-Type: application/octet-stream\r\n", body, false);
    }

    Answer post(String path, byte[] json, boolean keep) throws IOException {
        return exchange("POST", path, "Content-Type: application/json\r\n", json, keep);
    }

    private Answer exchange(String method, String path, String more, byte[] body, boolean keep)
            throws IOException {
        String head = method + " " + path + " HTTP/1.1\r\n" + headers + more;
        if (!method.equals("GET")) {
            head += "Content-Length: " + body.length + "\r\n";
        }
        byte[] start = (head + "\r\n").getBytes(StandardCharsets.US_ASCII);
        OutputStream out = socket.getOutputStream();
        if (body.length > BUFFER_BYTES) {
            // A copy of a large body would cost the processors that the server needs.
            out.write(start);
            out.write(body);
        } else {
            byte[] request = Arrays.copyOf(start, start.length + body.length);
            System.arraycopy(body, 0, request, start.length, body.length);
            out.write(request);
        }
        return read(keep);
    }

    private Answer read(boolean keep) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        long length = 0;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(header.substring(15).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
        }
        ByteArrayOutputStream kept = keep ? new ByteArrayOutputStream() : null;
        long bytes = 0;
        if (chunked) {
            for (long n = chunk(); n > 0; n = chunk()) {
                bytes += take(n, kept);
                line();
            }
            line();
        } else {
            bytes = take(length, kept);
        }
        return new Answer(status, bytes, keep ? kept.toByteArray() : null);
    }

    private long chunk() throws IOException {
        return Long.parseLong(line().split(";")[0].strip(), 16);
    }

    private long take(long length, ByteArrayOutputStream kept) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_BYTES, Math.max(length, 1))];
        long left = length;
        while (left > 0) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("the server broke off");
            }
            if (kept != null) {
                kept.write(buffer, 0, n);
            }
            left -= n;
        }
        return length;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server broke off");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
