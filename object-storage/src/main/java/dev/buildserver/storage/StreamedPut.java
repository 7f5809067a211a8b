package dev.buildserver.storage;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;

/**
 * Sends content to a presigned address as it comes. The client library would hold parts of 5 MiB or
 * more in memory for each upload.
 */
final class StreamedPut {
    private static final int BUFFER_BYTES = 64 << 10;

    private final OkHttpClient http;

    StreamedPut(OkHttpClient http) {
        this.http = http;
    }

    void send(String presignedUrl, InputStream content, Announced announced) throws IOException {
        Request request =
                new Request.Builder().url(presignedUrl).put(body(content, announced)).build();
        try (Response response = http.newCall(request).execute()) {
            if (!response.isSuccessful()) {
                throw new RefusedException(response.code());
            }
        }
    }

    private static RequestBody body(InputStream content, Announced announced) {
        MediaType type = MediaType.parse(announced.contentType());
        return new RequestBody() {
            @Override
            public MediaType contentType() {
                return type;
            }

            @Override
            public long contentLength() {
                return announced.sizeBytes();
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                byte[] buffer = new byte[BUFFER_BYTES];
                for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                    sink.write(buffer, 0, n);
                }
            }
        };
    }
}
