package dev.buildserver.orchestrator.requirement;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.RequirementClass;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.runtime.Errands;
import dev.buildserver.orchestrator.runtime.Ticker;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * The classes of requirements, as this replica knows them, and which of them an agent serves. An
 * agent's are worked out once for each set of classes: a dispatch only looks them up.
 */
@ApplicationScoped
public class RequirementClasses {
    private static final Logger LOG = Logger.getLogger(RequirementClasses.class);
    // Classes that another replica made are known here after this time at most.
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Duration FORGET_EVERY = Duration.ofMinutes(10);
    private static final Duration SESSION_GONE = Duration.ofMinutes(2);

    private final RequirementClassStore store;
    private final Ticker ticker;
    private final Errands errands;
    private final Cache<UUID, Served> served =
            Caffeine.newBuilder().expireAfterAccess(SESSION_GONE).build();
    // INVARIANT: replaced only by a set that differs, so that "the same object" means "no change".
    private volatile Map<String, Requirements> known = Map.of();

    RequirementClasses(RequirementClassStore store, Ticker ticker, Errands errands) {
        this.store = store;
        this.ticker = ticker;
        this.errands = errands;
    }

    /** What an agent serves of a set of classes. */
    private record Served(Map<String, Requirements> of, List<String> classes) {}

    void start(@Observes StartupEvent started) {
        refresh();
        ticker.every(EVERY, "look at classes of requirements", this::refresh);
        errands.every(FORGET_EVERY, "removal of unused classes", store::forgetUnused);
    }

    /** The classes that the agent of the session serves, that of all agents among them. */
    public List<String> servedBy(UUID sessionId, Capabilities agent) {
        Map<String, Requirements> now = known;
        Served last = served.getIfPresent(sessionId);
        if (last == null || last.of() != now) {
            last = new Served(now, classes(now, agent));
            served.put(sessionId, last);
        }
        return last.classes();
    }

    /** The classes that an agent serves. */
    public List<String> servedBy(Capabilities agent) {
        return classes(known, agent);
    }

    /** What a class requires; nothing where it is not known any more. */
    public Requirements of(String classId) {
        meet(List.of(classId));
        return known.getOrDefault(classId, Requirements.NONE);
    }

    /**
     * Makes sure that this replica knows the classes. When it can't read them, it will know them
     * within a second of being able to.
     */
    public void meet(Collection<String> classIds) {
        Map<String, Requirements> now = known;
        if (classIds.stream()
                .anyMatch(id -> !id.equals(RequirementClass.ANY) && !now.containsKey(id))) {
            try {
                refresh();
            } catch (RuntimeException e) {
                LOG.warnf("Classes of requirements can't be read: %s", e.getMessage());
                LOG.debug("Classes of requirements can't be read", e);
            }
        }
    }

    private synchronized void refresh() {
        Map<String, Requirements> now = Map.copyOf(store.all());
        if (!now.equals(known)) {
            known = now;
        }
    }

    private static List<String> classes(Map<String, Requirements> all, Capabilities agent) {
        return Stream.concat(
                        Stream.of(RequirementClass.ANY),
                        all.entrySet().stream()
                                .filter(entry -> Fitness.serves(agent, entry.getValue()))
                                .map(Map.Entry::getKey))
                .toList();
    }
}
