package dev.buildserver.gateway.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import dev.buildserver.domain.source.RepositoryPolicy;
import dev.buildserver.gateway.submission.SubmissionReader.Requester;
import dev.buildserver.gateway.testing.Examples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static final int LIMIT = 1000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"x\"",
                "1",
                "{",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":1} x",
                "{\"a\":1}{}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":{\"b\":1,\"b\":1}}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\n\"}",
                "{\"a\":\"\\x\"}",
                "<xml/>"
            })
    void whatIsNoJsonObjectIsRefused(String body) {
        assertThat(refused(bytes(body)).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }

    @Test
    void nestingIsBounded() {
        String deep = "{\"a\":".repeat(17) + "1" + "}".repeat(17);
        assertThat(refused(bytes(deep)).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
        String arrays = "{\"a\":" + "[".repeat(400) + "]".repeat(400) + "}";
        assertThat(refused(bytes(arrays)).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }

    @Test
    void numbersAreBounded() {
        String number = "{\"a\":" + "9".repeat(101) + "}";
        assertThat(refused(bytes(number)).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
        assertThat(StrictJson.object(bytes("{\"a\":1e999999999}"), LIMIT).get("a").isNumber())
                .isTrue();
    }

    @Test
    void theBodyIsBounded() {
        String body = "{\"a\":\"" + "x".repeat(LIMIT) + "\"}";
        assertThat(refused(bytes(body)).code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
        assertThat(refused(endless()).code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE);
    }

    @Test
    void noBodyIsNoJson() {
        assertThat(refused(null).code()).isEqualTo(ErrorCode.MALFORMED_JSON);
    }

    @Test
    void aMistakeIsLocated() {
        assertThat(refused(bytes("{\n  \"a\": x}")).getMessage())
                .isEqualTo("The body is not valid JSON: line 2, column 8");
        assertThat(refused(bytes("{\"a\":1,\"a\":2}")).getMessage())
                .isEqualTo("The body has a field twice in one object: line 1, column 11");
    }

    /** Whatever comes in, the answer is a build or an error of the client: nothing else escapes. */
    @Test
    void mutatedRequestsAreReadOrRefused() {
        Random random = new Random(20260131);
        SubmissionReader reader =
                new SubmissionReader(new RepositoryPolicy(false, false, List.of()));
        byte[] good = Examples.text("request.json").getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] body = mutate(good, random);
            assertThatCode(
                            () -> {
                                try {
                                    reader.read(
                                            StrictJson.object(
                                                    new ByteArrayInputStream(body), 1 << 18),
                                            new Requester(Optional.empty(), false));
                                } catch (BuildServerException e) {
                                    assertThat(e.code().status()).isEqualTo(400);
                                }
                            })
                    .as(new String(body, StandardCharsets.UTF_8))
                    .doesNotThrowAnyException();
        }
    }

    private static byte[] mutate(byte[] good, Random random) {
        byte[] body = good.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(body.length);
            switch (random.nextInt(4)) {
                case 0 -> body[at] = (byte) random.nextInt(256);
                case 1 -> body[at] = (byte) "{}[]\",:\\0-./".charAt(random.nextInt(12));
                case 2 -> body = java.util.Arrays.copyOf(body, Math.max(1, at));
                default -> {
                    byte[] other = body.clone();
                    int length = Math.min(random.nextInt(30), body.length - at);
                    int to = random.nextInt(body.length - length + 1);
                    System.arraycopy(other, at, body, to, length);
                }
            }
        }
        return body;
    }

    private static BuildServerException refused(InputStream body) {
        return catchThrowableOfType(
                BuildServerException.class, () -> StrictJson.object(body, LIMIT));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream endless() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return ' ';
            }
        };
    }
}
