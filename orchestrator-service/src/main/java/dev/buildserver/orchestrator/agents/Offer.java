package dev.buildserver.orchestrator.agents;

import dev.buildserver.contract.agent.Capabilities;
import dev.buildserver.contract.build.Requirements;
import dev.buildserver.orchestrator.config.MissingCapability;
import dev.buildserver.orchestrator.config.OrchestratorConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the agents of a pool offer, and what is said where that is not enough. */
@ApplicationScoped
public class Offer {
    private final Fleet fleet;
    private final OrchestratorConfig config;

    Offer(Fleet fleet, OrchestratorConfig config) {
        this.fleet = fleet;
        this.config = config;
    }

    /**
     * Why a build of these requirements may not wait, for people: its pool has agents, none of them
     * can build it, and the server is set to say so at once. Empty where it may.
     */
    public Optional<String> objection(String pool, Requirements required) {
        if (config.queue().missingCapability() == MissingCapability.WAIT || required.areNone()) {
            return Optional.empty();
        }
        PoolLoad load = fleet.loadNow(pool);
        return load.agents() == 0 || load.serving(required).agents() > 0
                ? Optional.empty()
                : Optional.of(
                        "No agent of pool %s has %s; the pool has %s"
                                .formatted(pool, required.inWords(), inWords(load)));
    }

    private static String inWords(PoolLoad load) {
        List<Capabilities> all = load.groups().stream().map(Fleet.Group::capabilities).toList();
        return Stream.of(
                        list("SDK", all, Capabilities::sdkVersions),
                        list("tool", all, Capabilities::installedTools),
                        list("platform", all, can -> List.of(can.os() + " " + can.architecture())),
                        list("label", all, Offer::labels))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static List<String> labels(Capabilities can) {
        return can.labels().entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .toList();
    }

    private static String list(
            String what,
            List<Capabilities> all,
            Function<Capabilities, Collection<String>> values) {
        List<String> distinct =
                all.stream()
                        .flatMap(can -> values.apply(can).stream())
                        .distinct()
                        .sorted()
                        .toList();
        return distinct.isEmpty()
                ? ""
                : what + (distinct.size() == 1 ? " " : "s ") + String.join(", ", distinct);
    }
}
