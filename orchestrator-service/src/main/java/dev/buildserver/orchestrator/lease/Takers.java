package dev.buildserver.orchestrator.lease;

import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/**
 * Who takes tasks within the transaction that makes them. A transaction that is repeated asks and
 * tells again.
 */
public interface Takers {
    /** Takes nothing. */
    Takers NOBODY =
            new Takers() {
                @Override
                public List<Wish> wishes(Collection<NewTask> tasks) {
                    return List.of();
                }

                @Override
                public void granted(List<Granted> leases) {
                    throw new IllegalStateException("nobody wished for " + leases);
                }
            };

    /**
     * A task that is being made.
     *
     * @param requirementClass of what was asked for; what is learnt of the source may ask for more
     * @param affinity key of the workspace that an agent may hold warm
     * @param madeAt when, about, by the database's clock
     */
    record NewTask(
            TaskKey key,
            String pool,
            String requirementClass,
            String affinity,
            String tenant,
            BuildJob job,
            boolean trusted,
            Instant madeAt) {}

    /** To whom new tasks should be leased; without those that have to wait. */
    List<Wish> wishes(Collection<NewTask> tasks);

    /** What the transaction grants of the wishes; it counts once that is committed. */
    void granted(List<Granted> leases);
}
