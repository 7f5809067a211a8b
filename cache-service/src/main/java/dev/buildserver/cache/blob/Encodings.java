package dev.buildserver.cache.blob;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Locale;

/**
 * The content codings of HTTP that are spoken: zstd, over a body as a whole. Small files of one
 * build resemble each other, so a stream of them gets half as large as each by itself.
 */
final class Encodings {
    static final String ZSTD = "zstd";

    // Fast enough for a local network; higher levels gain a few percent for twice the time.
    private static final int LEVEL = 1;
    // 2^23: the 8 MiB of memory that RFC 8878 lets any receiver expect.
    private static final int MOST_WINDOW_LOG = 23;

    private Encodings() {}

    /** Whether the receiver takes zstd. */
    static boolean takesZstd(String acceptEncoding) {
        return acceptEncoding != null
                && Arrays.stream(acceptEncoding.toLowerCase(Locale.ROOT).split(","))
                        .map(String::strip)
                        .anyMatch(e -> e.equals(ZSTD) || isWanted(e));
    }

    private static boolean isWanted(String coding) {
        return coding.startsWith(ZSTD + ";") && !coding.matches(".*q=0(\\.0*)?\\s*");
    }

    static boolean isZstd(String contentEncoding) {
        return contentEncoding != null && contentEncoding.strip().equalsIgnoreCase(ZSTD);
    }

    /**
     * The body as it was before it was coded.
     *
     * @throws BuildServerException {@code UNSUPPORTED_MEDIA_TYPE}
     */
    static InputStream decoded(InputStream body, String contentEncoding) throws IOException {
        if (isZstd(contentEncoding)) {
            ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(body);
            zstd.setLongMax(MOST_WINDOW_LOG);
            return zstd;
        }
        if (contentEncoding == null || contentEncoding.strip().equalsIgnoreCase("identity")) {
            return body;
        }
        throw new BuildServerException(
                ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                "Content-Encoding may be zstd or identity, not " + contentEncoding);
    }

    /** Codes what is written; to be closed, which leaves {@code out} to the framework. */
    static OutputStream zstd(OutputStream out) throws IOException {
        return new ZstdOutputStreamNoFinalizer(out, LEVEL);
    }
}
