package dev.buildserver.orchestrator.scheduling;

import static dev.buildserver.orchestrator.scheduling.PictureBuilder.NORMAL;
import static dev.buildserver.orchestrator.scheduling.PictureBuilder.key;
import static dev.buildserver.orchestrator.scheduling.PictureBuilder.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.buildserver.contract.build.Requirements;
import dev.buildserver.domain.toolchain.SdkRequirement;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutlookTest {
    private static final String NINE = "nine";
    private static final int NEW = 99_999;

    @ParameterizedTest
    @CsvSource({
        // slots, running for 20 s of a minute each, waiting of 10 s each, start of one that comes
        // now
        "1, 0, 0, 0",
        "1, 1, 0, 40",
        "2, 1, 0, 0",
        "2, 2, 0, 40",
        "1, 1, 1, 50",
        "1, 1, 3, 70",
        "2, 1, 1, 10",
        "2, 2, 2, 50",
        "2, 2, 3, 50",
        "2, 2, 4, 60",
        "4, 2, 6, 30",
    })
    void aBuildStartsWhenThoseBeforeItHaveHadTheirSlots(
            int slots, int running, int waiting, double start) {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(slots);
        IntStream.range(0, running).forEach(n -> picture.running("60", 20));
        IntStream.range(0, waiting).forEach(n -> picture.waiting("10"));
        // Then
        assertThat(newcomer(picture, "10", waiting + 1)).isEqualTo(start);
    }

    @Test
    void durationsOfThoseAheadCountNotTheOwn() {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(1).waiting("10", "300", "20");
        Outlook outlook = outlook(picture, "");
        // Then
        assertThat(outlook.start(key(0), kind("10"), NORMAL, 1)).isZero();
        assertThat(outlook.start(key(1), kind("300"), NORMAL, 2)).isEqualTo(10);
        assertThat(outlook.start(key(2), kind("20"), NORMAL, 3)).isEqualTo(310);
        assertThat(outlook.start(key(NEW), kind("5000"), NORMAL, 4)).isEqualTo(330);
    }

    @Test
    void aProjectWithFewBuildsDoesNotWaitForAllOfAnother() {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(1);
        IntStream.range(0, 100).forEach(n -> picture.waiting("60"));
        // Then
        assertThat(newcomer(picture, "30", 101)).isEqualTo(60);
        assertThat(newcomer(picture, "60", 101)).isEqualTo(6_000);
    }

    @Test
    void lateBuildsAreExpectedToNeedMoreButNotPastTheirDeadline() {
        // Given: late by 40 s
        PictureBuilder late = new PictureBuilder().agents(1).running("60", 100);
        PictureBuilder ending = new PictureBuilder().agents(1).running(0, "60", 100, 7);
        PictureBuilder over = new PictureBuilder().agents(1).running(0, "60", 100, -5);
        // Then
        assertThat(newcomer(late, "60", 1)).isEqualTo(20);
        assertThat(newcomer(ending, "60", 1)).isEqualTo(7);
        assertThat(newcomer(over, "60", 1)).isZero();
    }

    @Test
    void onlyAgentsThatServeAClassTakeItsBuildsButTheyTakeOthersToo() {
        // Given
        PictureBuilder picture =
                new PictureBuilder()
                        .agents(1, "8.0.404")
                        .agents(1, "9.0.100")
                        .running(0, "60", 0, 3_600)
                        .running(1, "60", 40, 3_600)
                        .waiting("30");
        // Then: the one that waits takes the slot with SDK 9, which is free first
        assertThat(outlook(picture, NINE).start(key(NEW), kind("30"), NORMAL, 1)).isEqualTo(50);
        assertThat(outlook(picture, "").start(key(0), kind("30"), NORMAL, 1)).isEqualTo(20);
        assertThat(outlook(picture, "").start(key(NEW), kind("10"), NORMAL, 2)).isEqualTo(50);
    }

    @Test
    void aBuildThatNobodyServesHoldsNobodyUp() {
        // Given
        PictureBuilder picture =
                new PictureBuilder().agents(1, "8.0.404").waiting(kind("600"), NINE, NORMAL);
        // Then
        assertThat(outlook(picture, "").start(key(NEW), kind("10"), NORMAL, 1)).isZero();
    }

    @Test
    void whereNobodyIsItIsAsIfOneAgentCame() {
        // Given
        PictureBuilder picture = new PictureBuilder().waiting("60", "60");
        // Then
        assertThat(newcomer(picture, "60", 3)).isEqualTo(120);
    }

    @Test
    void thePositionTellsOfThoseThatCameAfterThePicture() {
        // Given
        PictureBuilder empty = new PictureBuilder().agents(2).running("60", 0).running("60", 0);
        // Then: what came is expected to take what builds of the pool take, 10 s
        assertThat(newcomer(empty, "60", 1)).isEqualTo(60);
        assertThat(newcomer(empty, "60", 3)).isEqualTo(70);
        assertThat(newcomer(empty, "60", 7)).isCloseTo(90, within(10.0));
    }

    @Test
    void aQueueLongerThanThePictureIsTakenToGoOnLikeIt() {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(10);
        IntStream.range(0, PoolPicture.MOST_WAITING).forEach(n -> picture.waiting("20"));
        // Then
        assertThat(newcomer(picture, "20", 50_000)).isCloseTo(100_000, within(100.0));
    }

    @Test
    void agentsWithMoreTasksThanSlotsFreeNoneWithTheFirstEnd() {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(1).running("60", 50).running("60", 20);
        // Then
        assertThat(newcomer(picture, "60", 1)).isEqualTo(40);
    }

    @Test
    void whatALimitHoldsBeginsWhenThatLetsGoAndOthersTakeTheSlots() {
        // Given: one of the project at a time
        PictureBuilder picture =
                new PictureBuilder()
                        .agents(2)
                        .limit("60", 1, 0)
                        .waiting("60", "60", "60", "20", "20");
        Outlook outlook = outlook(picture, "");
        // Then
        assertThat(outlook.start(key(0), kind("60"), NORMAL, 1)).isZero();
        assertThat(outlook.start(key(1), kind("60"), NORMAL, 2)).isEqualTo(60);
        assertThat(outlook.start(key(2), kind("60"), NORMAL, 3)).isEqualTo(120);
        assertThat(outlook.start(key(3), kind("20"), NORMAL, 4)).isZero();
        assertThat(outlook.start(key(4), kind("20"), NORMAL, 5)).isEqualTo(20);
        // And those that come now
        assertThat(outlook.start(key(NEW), kind("60"), NORMAL, 6)).isEqualTo(180);
        assertThat(outlook.start(key(NEW), kind("30"), NORMAL, 6)).isLessThanOrEqualTo(40);
        // And one that goes before all of its project, but not while one of it runs
        assertThat(outlook.start(key(NEW), kind("60"), NORMAL + 1, 1)).isZero();
    }

    @Test
    void whatRunsCountsForALimitInThisPoolAndElsewhere() {
        // Given: builds of others take 10 s
        PictureBuilder here = new PictureBuilder().agents(3).running("60", 20).limit("60", 1, 1);
        PictureBuilder elsewhere = new PictureBuilder().agents(3).limit("60", 1, 1);
        PictureBuilder both = new PictureBuilder().agents(3).running("60", 20).limit("60", 2, 2);
        // Then
        assertThat(newcomer(here, "60", 1)).isEqualTo(40);
        assertThat(newcomer(elsewhere, "60", 1)).isEqualTo(5);
        assertThat(newcomer(both, "60", 1)).isEqualTo(5);
        assertThat(newcomer(here, "30", 1)).isZero();
    }

    @Test
    void aTenantsLimitIsSharedByItsProjects() {
        // Given
        PictureBuilder picture =
                new PictureBuilder().agents(4).limit(null, 2, 0).waiting("60", "30", "20");
        Outlook outlook = outlook(picture, "");
        // Then
        assertThat(outlook.start(key(2), kind("20"), NORMAL, 3)).isEqualTo(30);
        assertThat(outlook.start(key(NEW), kind("10"), NORMAL, 4)).isEqualTo(50);
        assertThat(outlook.start(key(NEW), kind("other", "10"), NORMAL, 4)).isZero();
    }

    @Test
    void whoMayRunNothingIsForecastAsIfOneWereAllowed() {
        // Given
        PictureBuilder picture = new PictureBuilder().agents(4).limit("60", 0, 0).waiting("60");
        // Then
        assertThat(newcomer(picture, "60", 2)).isEqualTo(60);
    }

    private static double newcomer(PictureBuilder picture, String project, int position) {
        return outlook(picture, "").start(key(NEW), kind(project), NORMAL, position);
    }

    private static Outlook outlook(PictureBuilder picture, String requirementClass) {
        return new Outlook(
                picture.picture(),
                requirementClass,
                name -> name.equals(NINE) ? nine() : Requirements.NONE,
                picture.limits(),
                PictureBuilder::expected,
                PictureBuilder.expected(kind("10")));
    }

    private static Requirements nine() {
        return new Requirements(SdkRequirement.of("9.0"), null, null, null, 0, null, null);
    }
}
