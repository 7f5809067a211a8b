package dev.buildserver.benchmarks.audit;

import dev.buildserver.benchmarks.stack.StackAccess;
import dev.buildserver.cli.client.BuildServerClient;
import dev.buildserver.cli.client.view.ArtifactView;
import dev.buildserver.contract.artifact.ArtifactManifest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** I7 as users see it: a build shows what its accepted attempt sealed, and nothing else. */
public final class ArtifactAudit {
    private final StackAccess stack;
    private final Ledger ledger;

    public ArtifactAudit(StackAccess stack, Ledger ledger) {
        this.stack = stack;
        this.ledger = ledger;
    }

    /**
     * Builds whose artifacts are not those that were told.
     *
     * @param sample most successful builds to look at, chosen at random
     */
    public List<Finding> artifacts(int sample) throws IOException {
        Map<UUID, Ledger.Attempt> accepted = new HashMap<>();
        ledger.attempts().values().stream()
                .filter(attempt -> "Succeeded".equalsIgnoreCase(attempt.answer()))
                .filter(attempt -> ledger.job(attempt.buildId()).key() != null)
                .forEach(attempt -> accepted.put(attempt.buildId(), attempt));
        List<UUID> builds = new ArrayList<>(accepted.keySet());
        Collections.shuffle(builds, new Random());
        TenantClients clients = new TenantClients(stack);
        List<String> rows = new ArrayList<>();
        for (UUID build : builds.subList(0, Math.min(sample, builds.size()))) {
            BuildServerClient client = clients.of(ledger.job(build).tenant());
            String shown = shown(client.artifacts(build).value().artifacts());
            String sealed = accepted.get(build).manifestDigest();
            if (!shown.equals(sealed == null ? ArtifactManifest.digest(List.of()) : sealed)) {
                rows.add("build " + build + " shows " + shown + ", sealed is " + sealed);
            }
        }
        return rows.isEmpty()
                ? List.of()
                : List.of(new Finding("I7", "a build shows what was sealed", rows));
    }

    private static String shown(List<ArtifactView> artifacts) {
        return ArtifactManifest.digest(
                artifacts.stream()
                        .map(
                                view ->
                                        new ArtifactManifest.Entry(
                                                view.path(), view.sha256Hash(), view.sizeBytes()))
                        .toList());
    }
}
