package dev.buildserver.orchestrator.lease;

import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.ReadyTask;
import java.util.Collection;
import java.util.List;

/**
 * Who takes tasks within the transaction that makes them. A transaction that is repeated asks and
 * tells again.
 */
public interface Takers {
    /** To whom new tasks should be leased; without those that have to wait. */
    List<Wish> wishes(Collection<ReadyTask> tasks);

    /** What the transaction grants of the wishes; it counts once that is committed. */
    void granted(List<Granted> leases);
}
