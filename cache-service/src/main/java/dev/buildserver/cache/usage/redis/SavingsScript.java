package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.SavedTime.Book;
import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds an attempt's savings to the sums. */
final class SavingsScript {
    // Longer than any attempt retries its report.
    private static final Duration REMEMBERED = Duration.ofDays(2);
    // Projects that are not built any more go from the record.
    private static final Duration KEPT = Duration.ofDays(90);

    private final Script script;

    SavingsScript(ReactiveRedisDataSource redis) {
        this.script = new Script(redis, "savings.lua");
    }

    Uni<Boolean> run(Book book, String attempt, List<ProjectSavings> projects) {
        List<String> arguments = new ArrayList<>();
        arguments.add(book.project());
        arguments.add(String.valueOf(REMEMBERED.toMillis()));
        arguments.add(String.valueOf(KEPT.toMillis()));
        for (ProjectSavings project : projects) {
            arguments.add(project.path());
            arguments.add(String.valueOf(project.hits()));
            arguments.add(String.valueOf(project.misses()));
            arguments.add(String.valueOf(project.savedMillis()));
            arguments.add(String.valueOf(project.spentMillis()));
        }
        return script.run(
                        List.of(
                                RedisKeys.reported(attempt),
                                RedisKeys.savings(book.tenant(), book.project()),
                                RedisKeys.savings(book.tenant())),
                        arguments)
                .map(added -> added.toInteger() == 1);
    }
}
