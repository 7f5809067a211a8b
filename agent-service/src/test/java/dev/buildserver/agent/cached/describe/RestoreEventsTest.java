package dev.buildserver.agent.cached.describe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreEventsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESTORE =
            "{\"event\":\"projectStarted\",\"id\":4,\"targets\":[\"Restore\"]}";
    private static final String ASKED =
            "{\"event\":\"projectStarted\",\"id\":9,\"targets\":[\"BuildServerDescribe\"]}";
    private static final String END = "{\"event\":\"buildFinished\",\"ok\":false}";

    @ParameterizedTest
    @ValueSource(
            strings = {"NU1004", "NU1101", "NU1202", "NU1605", "MSB3202", "MSB4025", "MSB5010"})
    void whatSourcesSayIsFinal(String code) throws Exception {
        assertThat(refused(RESTORE, error(code), END)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NU1301", "NU1403", "MSB4018", "MSB4166", "CS0001", "XNU1101"})
    void whatElseHappensIsDoubtful(String code) throws Exception {
        assertThat(refused(RESTORE, error(code), END)).isFalse();
    }

    @Test
    void oneDoubtfulErrorIsEnough() throws Exception {
        assertThat(refused(RESTORE, error("NU1101"), error("NU1301"), END)).isFalse();
    }

    @Test
    void anErrorOfTheDescriptionIsDoubtful() throws Exception {
        assertThat(refused(RESTORE, ASKED, error("MSB4025"), END)).isFalse();
    }

    @Test
    void aRunThatWasCutOffIsDoubtful() throws Exception {
        assertThat(refused(RESTORE, error("NU1101"))).isFalse();
    }

    @Test
    void aFailureWithoutErrorIsDoubtful() throws Exception {
        assertThat(refused(RESTORE, END)).isFalse();
    }

    private static boolean refused(String... lines) throws JsonProcessingException {
        RestoreEvents events = new RestoreEvents();
        for (String line : List.of(lines)) {
            events.event(JSON.readTree(line));
        }
        return events.refused();
    }

    private static String error(String code) {
        return "{\"event\":\"error\",\"code\":\"" + code + "\",\"message\":\"m\"}";
    }
}
