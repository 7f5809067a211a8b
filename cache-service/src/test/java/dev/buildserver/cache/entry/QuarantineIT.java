package dev.buildserver.cache.entry;

import static dev.buildserver.cache.entry.EntryRequests.entry;
import static dev.buildserver.cache.entry.EntryRequests.json;
import static dev.buildserver.cache.entry.EntryRequests.key;
import static dev.buildserver.cache.entry.EntryRequests.lookup;
import static dev.buildserver.cache.entry.EntryRequests.read;
import static dev.buildserver.cache.entry.EntryRequests.storeOne;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.buildserver.cache.Client;
import dev.buildserver.contract.cache.CacheHealth;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.CacheHealth.Level;
import dev.buildserver.contract.cache.CacheHealth.LevelState;
import dev.buildserver.contract.cache.CacheHealth.Quarantined;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.EntriesStored.Kind;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification;
import dev.buildserver.contract.cache.ReportVerification.Dependent;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import dev.buildserver.storage.ObjectStorage;
import dev.buildserver.storage.StoredBlob;
import dev.buildserver.testing.stores.StoresResource;
import dev.buildserver.testing.tokens.TestTokens;
import io.quarkus.redis.datasource.RedisDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of a project that came out differently when it was built again. */
@QuarkusTest
@QuarkusTestResource(StoresResource.class)
class QuarantineIT {
    private static final String FILE = "src/Stamp/Stamp.csproj";
    private static final DifferingFile STAMP =
            new DifferingFile("src/Stamp/bin/stamp.txt", key("1"), key("2"));

    @Inject ObjectStorage storage;
    @Inject RedisDataSource redis;

    @Test
    void itsKeysAreRefusedInAllScopesAndWithThemWhatIsBuiltOnIt() {
        // Given
        Client main = Client.trusted("refused");
        Client pull = Client.pullRequest("refused", 7);
        for (Client client : List.of(main, pull)) {
            for (String name : List.of("stamp", "user", "plain")) {
                storeOne(client, entry(client, key(name), "-", "value"));
            }
        }

        // When
        report(main, different("stamp", "user"));

        // Then
        for (Client client : List.of(main, pull)) {
            assertThat(lookup(client, key("stamp"), key("user"), key("plain")).found())
                    .extracting(found -> found.key())
                    .containsExactly(key("plain"));
            assertThat(storeOne(client, entry(client, key("stamp"), "-", "other")).kind())
                    .isEqualTo(Kind.QUARANTINED);
        }
        Client elsewhere = Client.trusted("other tenant");
        assertThat(storeOne(elsewhere, entry(elsewhere, key("stamp"), "-", "value")).kind())
                .isEqualTo(Kind.STORED);
    }

    @Test
    void theOperatorIsToldWithTheFilesThatDiffer() {
        // Given
        Client main = Client.trusted("told");

        // When
        report(main, same("a"), same("b"), different("stamp", "user"));

        // Then
        await().until(() -> health("told").mismatched() == 1);
        CacheHealth health = health("told");
        assertThat(health.verified()).isEqualTo(2);
        assertThat(health.verifiedSince()).isNotNull();
        assertThat(health.levels())
                .containsExactly(new Level("Redis", LevelState.UP), new Level("S3", LevelState.UP));
        Quarantined told = health.quarantined().get(0);
        assertThat(told.project()).isEqualTo("App");
        assertThat(told.projectFile()).isEqualTo(FILE);
        assertThat(told.key()).isEqualTo(key("stamp"));
        assertThat(told.differing()).containsExactly(STAMP);
        assertThat(told.dependents()).containsExactly("src/user.csproj");
        assertThat(told.producer()).isEqualTo("agent-1 build-1");
        assertThat(told.liftedAt()).isNull();
        assertThat(health("nobody").quarantined()).isEmpty();
        assertThat(agentsView(main).reasons().get(FILE)).contains("src/Stamp/bin/stamp.txt");
        assertThat(agentsView(main.at("Other"))).isEqualTo(ProjectQuarantine.NONE);
    }

    @Test
    void anAdminLiftsItAndNothingOfBeforeIsFoundAgain() {
        // Given
        Client main = Client.trusted("lifted");
        report(main, different("stamp", "user"));
        UUID id = health("lifted").quarantined().get(0).id();

        // When
        Response elsewhere = lift("other tenant", id);
        Response first = lift("lifted", id);
        Response second = lift("lifted", id);

        // Then
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(second.jsonPath().getString("code")).isEqualTo("QUARANTINE_NOT_FOUND");
        Quarantined told = health("lifted").quarantined().get(0);
        assertThat(told.liftedBy()).isEqualTo("admin@example.com");
        assertThat(told.liftedAt()).isNotNull();
        assertThat(agentsView(main).reasons()).isEmpty();
        assertThat(agentsView(main).epochs()).containsOnly(Map.entry(FILE, id.toString()));
        assertThat(storeOne(main, entry(main, key("stamp"), "-", "value")).kind())
                .isEqualTo(Kind.QUARANTINED);
    }

    @Test
    void aSecondFindingAfterThatIsAQuarantineOfItsOwn() {
        // Given
        Client main = Client.trusted("again");
        report(main, different("stamp"));
        UUID first = health("again").quarantined().get(0).id();
        lift("again", first);

        // When
        report(main, different("stamp in its epoch"));
        report(main, different("stamp of another commit"));

        // Then
        assertThat(health("again").quarantined())
                .singleElement()
                .matches(told -> !told.id().equals(first) && told.liftedAt() == null);
        assertThat(agentsView(main).epochs()).isEmpty();
        for (String name : List.of("stamp", "stamp in its epoch", "stamp of another commit")) {
            assertThat(storeOne(main, entry(main, key(name), "-", "value")).kind())
                    .isEqualTo(Kind.QUARANTINED);
        }
    }

    @Test
    void itOutlivesTheLossOfRedis() {
        // Given
        Client main = Client.trusted("lasting");
        report(main, different("stamp"));

        // When
        redis.flushall();

        // Then
        assertThat(agentsView(main).reasons()).containsKey(FILE);
        assertThat(storeOne(main, entry(main, key("stamp"), "-", "value")).kind())
                .isEqualTo(Kind.QUARANTINED);
        assertThat(health("lasting").verified()).isZero();
    }

    @Test
    void aDamagedRecordIsToldAndStandsInNobodysWay() {
        // Given
        Client main = Client.trusted("damaged");
        report(main, different("stamp"));
        String name =
                storage.list("quarantine/")
                        .map(StoredBlob::key)
                        .filter(key -> key.endsWith(key("damaged\nApp\n" + FILE)))
                        .findFirst()
                        .orElseThrow();
        byte[] broken = new byte[100];

        // When
        storage.put(name, new ByteArrayInputStream(broken), broken.length, "text/plain");

        // Then
        await().until(() -> agentsView(main).reasons().isEmpty());
        report(main, different("stamp"));
        assertThat(agentsView(main).reasons()).containsKey(FILE);
    }

    @Test
    void aPullRequestCanNeitherQuarantineNorLift() {
        // Given
        Client pull = Client.pullRequest("hostile", 1);

        // When
        int status = send(pull, different("stamp")).statusCode();

        // Then
        assertThat(status).isEqualTo(403);
        assertThat(health("hostile").quarantined()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"schema\": 99, \"projects\": []}",
                "{\"schema\": 1, \"projects\": [{\"project\": \"\", \"key\": \"x\"}]}",
                "{\"schema\": 1, \"projects\": [null]}",
            })
    void nonsenseIsRefused(String body) {
        // When
        Response answer =
                Client.trusted("nonsense").postJson("/internal/v1/cache/verifications", body);

        // Then
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.jsonPath().getList("violations")).isNotEmpty();
    }

    private static void report(Client client, Verified... projects) {
        assertThat(send(client, projects).statusCode()).isEqualTo(204);
    }

    private static Response send(Client client, Verified... projects) {
        return client.postJson(
                "/internal/v1/cache/verifications",
                json(new ReportVerification(CacheSchema.CURRENT, List.of(projects))));
    }

    private static Verified same(String name) {
        return new Verified("src/" + name + ".csproj", key(name), List.of(), List.of());
    }

    private static Verified different(String name, String... dependents) {
        return new Verified(
                FILE,
                key(name),
                List.of(STAMP),
                List.of(dependents).stream()
                        .map(one -> new Dependent("src/" + one + ".csproj", key(one)))
                        .toList());
    }

    private static ProjectQuarantine agentsView(Client client) {
        return read(client.get("/internal/v1/cache/quarantine"), ProjectQuarantine.class);
    }

    private static Response lift(String tenant, UUID id) {
        return given().auth()
                .oauth2(TestTokens.user("Admin", "admin@example.com", Map.of("tenant", tenant)))
                .delete("/internal/v1/cache/quarantine/" + id);
    }

    private static CacheHealth health(String tenant) {
        String token = TestTokens.user("Developer", "dev@example.com", Map.of("tenant", tenant));
        return read(
                given().auth().oauth2(token).get("/internal/v1/cache/health"), CacheHealth.class);
    }
}
