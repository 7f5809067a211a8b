package dev.buildserver.cache.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryKeyTest {
    private static final String HASH = "a".repeat(64);

    @Test
    void theNameShowsTenantAndKind() {
        assertThat(EntryKey.blob("default", HASH).storageKey())
                .isEqualTo("cache/default/cas/" + HASH);
        assertThat(new EntryKey("default", EntryKind.AC, "ac/tools", HASH).storageKey())
                .isEqualTo("cache/default/ac/tools/" + HASH);
    }

    @ParameterizedTest
    @CsvSource({
        "a b, a~20b",
        "a/b, a~2Fb",
        "a%2Fb, a~252Fb",
        "a~2Fb, a~7E2Fb",
        ".., ~2E~2E",
        "grün, gr~C3~BCn",
        "*, ~2A"
    })
    void noTenantGetsOutOfItsFolder(String tenant, String folder) {
        assertThat(EntryKey.blob(tenant, HASH).storageKey())
                .isEqualTo("cache/" + folder + "/cas/" + HASH);
    }
}
