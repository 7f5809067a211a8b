package dev.buildserver.cache.usage.redis;

import dev.buildserver.cache.usage.SavedTime;
import dev.buildserver.cache.usage.UsageUnknownException;
import dev.buildserver.contract.cache.ReportSavings.ProjectSavings;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@ApplicationScoped
class RedisSavedTime implements SavedTime {
    private final ReactiveRedisDataSource redis;
    private final SavingsScript savings;
    private final Waiting waiting = new Waiting();

    RedisSavedTime(ReactiveRedisDataSource redis) {
        this.redis = redis;
        this.savings = new SavingsScript(redis);
    }

    @Override
    public boolean add(Book book, String attempt, List<ProjectSavings> projects) {
        return waiting.await(savings.run(book, attempt, projects));
    }

    @Override
    public List<ProjectSavings> of(Book book) {
        return List.copyOf(sums(RedisKeys.savings(book.tenant(), book.project())).values());
    }

    @Override
    public Map<String, ProjectSavings> byProject(String tenant) {
        return sums(RedisKeys.savings(tenant));
    }

    private Map<String, ProjectSavings> sums(String key) {
        Map<String, ProjectSavings> sums = new TreeMap<>();
        try {
            Response fields = waiting.await(redis.execute("HGETALL", key));
            for (String field : fields.getKeys()) {
                int colon = field.indexOf(':');
                String name = field.substring(colon + 1);
                ProjectSavings one =
                        measure(name, field.substring(0, colon), fields.get(field).toLong());
                sums.merge(name, one, RedisSavedTime::sum);
            }
        } catch (UsageUnknownException e) {
            return Map.of();
        }
        return sums;
    }

    private static ProjectSavings measure(String name, String measure, long value) {
        return switch (measure) {
            case "hits" -> new ProjectSavings(name, value, 0, 0, 0);
            case "misses" -> new ProjectSavings(name, 0, value, 0, 0);
            case "saved" -> new ProjectSavings(name, 0, 0, value, 0);
            default -> new ProjectSavings(name, 0, 0, 0, value);
        };
    }

    private static ProjectSavings sum(ProjectSavings a, ProjectSavings b) {
        return new ProjectSavings(
                a.path(),
                a.hits() + b.hits(),
                a.misses() + b.misses(),
                a.savedMillis() + b.savedMillis(),
                a.spentMillis() + b.spentMillis());
    }
}
