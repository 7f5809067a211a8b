package dev.buildserver.gateway.log;

import dev.buildserver.contract.build.BuildDetails;
import dev.buildserver.contract.log.LogPage;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.gateway.upstream.BuildLogs;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads one log from a place on, page by page. For one reader at a time. */
final class LogCursor {
    private static final int PAGE_LINES = 500;
    private static final Duration RETRY_FROM = Duration.ofMillis(200);
    private static final Duration RETRY_TO = Duration.ofSeconds(2);

    private final BuildLogs.Reader reader;
    private final PollPace pace = new PollPace();
    private String after;

    LogCursor(BuildLogs.Reader reader, LogPosition from) {
        this.reader = reader;
        this.after = from.after();
    }

    /** The pages that exist now. Fails before there is a stream where there is no such build. */
    Uni<Multi<LogPage>> existing() {
        return pages(() -> next(Duration.ZERO), page -> page.end() || page.lines().isEmpty());
    }

    /**
     * The pages until the build has ended; empty ones are signs of life.
     *
     * @param wait how long one poll waits for lines
     * @param patience how long an orchestrator that can't be reached is borne
     */
    Uni<Multi<LogPage>> followed(Duration wait, Duration patience) {
        return pages(() -> patient(pollOnce(wait), patience), LogPage::end);
    }

    /** The build as it is now, asked for with the same patience. */
    Uni<BuildDetails> build(Duration patience) {
        return patient(reader.build(), patience);
    }

    private Uni<Multi<LogPage>> pages(Supplier<Uni<LogPage>> more, Predicate<LogPage> isLast) {
        return next(Duration.ZERO)
                .map(
                        first ->
                                Multi.createFrom()
                                        .item(first)
                                        .onCompletion()
                                        .switchTo(
                                                () ->
                                                        isLast.test(first)
                                                                ? none()
                                                                : rest(more, isLast)));
    }

    private static Multi<LogPage> none() {
        return Multi.createFrom().empty();
    }

    private static Multi<LogPage> rest(Supplier<Uni<LogPage>> more, Predicate<LogPage> isLast) {
        return Uni.createFrom()
                .deferred(() -> more.get())
                .repeat()
                .whilst(page -> !isLast.test(page));
    }

    private Uni<LogPage> pollOnce(Duration wait) {
        return Uni.createFrom()
                .deferred(() -> next(wait))
                .onItem()
                .transformToUni(page -> later(page, pace.after(page)));
    }

    private static Uni<LogPage> later(LogPage page, Duration pause) {
        Uni<LogPage> now = Uni.createFrom().item(page);
        return pause.isZero() ? now : now.onItem().delayIt().by(pause);
    }

    /** The next page; when the call fails, the cursor stays where it was. */
    private Uni<LogPage> next(Duration wait) {
        return reader.page(after, PAGE_LINES, wait)
                .invoke(
                        page -> {
                            if (!page.lines().isEmpty()) {
                                after = page.next();
                            }
                        });
    }

    private static <T> Uni<T> patient(Uni<T> call, Duration patience) {
        return call.onFailure(LogCursor::mayPass)
                .retry()
                .withBackOff(RETRY_FROM, RETRY_TO)
                .expireIn(patience.toMillis());
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof BuildServerException e && e.code().retryable();
    }
}
