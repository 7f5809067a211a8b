package dev.buildserver.gateway.build;

import dev.buildserver.contract.agent.PoolDetails;
import dev.buildserver.domain.agent.TargetType;
import dev.buildserver.gateway.upstream.Orchestrator;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Tells what the agents of a pool are. A pool's type never changes, so it is asked for once. */
@ApplicationScoped
class PoolTypes {
    private final Orchestrator orchestrator;
    private final Map<String, TargetType> known = new ConcurrentHashMap<>();

    PoolTypes(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    /** The type of a pool that exists; empty when it can't be found out now. */
    Uni<Optional<TargetType>> of(String pool) {
        Optional<TargetType> predefined =
                Arrays.stream(TargetType.values())
                        .filter(type -> type.toString().equalsIgnoreCase(pool))
                        .findFirst();
        String key = pool.toLowerCase(Locale.ROOT);
        Optional<TargetType> type = predefined.or(() -> Optional.ofNullable(known.get(key)));
        if (type.isPresent()) {
            return Uni.createFrom().item(type);
        }
        return orchestrator
                .pool(pool)
                .map(PoolDetails::targetType)
                .invoke(found -> known.put(key, found))
                .map(Optional::of)
                // A view without the type is better than none.
                .onFailure()
                .recoverWithItem(Optional.empty());
    }
}
