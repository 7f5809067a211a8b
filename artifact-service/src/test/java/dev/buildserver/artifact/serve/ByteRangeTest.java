package dev.buildserver.artifact.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.buildserver.domain.error.BuildServerException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-9, 0, 10",
        "bytes=0-, 0, 10",
        "bytes=3-5, 3, 3",
        "bytes=9-, 9, 1",
        "bytes=5-999999999999999999, 5, 5",
        "bytes=-3, 7, 3",
        "bytes=-10, 0, 10",
        "bytes=-11, 0, 10",
        "Bytes=1-2, 1, 2",
        "bytes= 1-2, 1, 2",
    })
    void oneRangeOfTen(String header, long first, long length) {
        assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(first, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=a-b",
                "bytes=5-3",
                "bytes=0-1,3-4",
                "bytes=0-1, 3-4",
                "lines=0-1",
                "bytes=0-1x",
                "bytes=0-9999999999999999999",
                "bytes=+1-2"
            })
    void whatIsNoSingleRangeIsIgnored(String header) {
        assertThat(ByteRange.parse(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 10", "bytes=11-12, 10", "bytes=-0, 10", "bytes=0-0, 0", "bytes=-1, 0"})
    void rangesOutsideAreRefused(String header, long size) {
        assertThatThrownBy(() -> ByteRange.parse(header, size))
                .isInstanceOf(BuildServerException.class)
                .hasMessage("The content has " + size + " bytes");
    }
}
