package dev.buildserver.orchestrator.lease;

import dev.buildserver.domain.ids.UuidV7;
import dev.buildserver.orchestrator.lease.LeaseStore.Granted;
import dev.buildserver.orchestrator.lease.LeaseStore.Wish;
import dev.buildserver.orchestrator.queue.TaskKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Hands tasks to agents that wait, within the transaction that makes the tasks: they need no place
 * in the index, and no transaction of their own. Its polls are nobody else's until it is closed.
 */
public final class Handover implements Takers, AutoCloseable {
    private final IdlePolls agents;
    private final UuidV7 ids;
    private final Map<TaskKey, ParkedPoll> polls = new HashMap<>();
    // Signing takes longer than the transaction's last trip, beside which it is done.
    private final Map<TaskKey, CompletableFuture<String>> tokens = new HashMap<>();
    private List<Letter> letters = List.of();

    Handover(IdlePolls agents, UuidV7 ids) {
        this.agents = agents;
        this.ids = ids;
    }

    /**
     * A pool that has not an idle agent for each of the tasks gets none of them so: who comes first
     * is then a matter of turns, which the index knows.
     */
    @Override
    public List<Wish> wishes(Collection<NewTask> tasks) {
        giveBackPolls();
        Set<String> busy = new HashSet<>();
        for (NewTask task : tasks) {
            Optional<ParkedPoll> poll =
                    busy.contains(task.pool()) ? Optional.empty() : agents.takeIdle(task);
            poll.ifPresentOrElse(p -> polls.put(task.key(), p), () -> busy.add(task.pool()));
        }
        List<Wish> wishes = new ArrayList<>();
        for (NewTask task : tasks) {
            ParkedPoll poll = polls.get(task.key());
            if (poll != null && busy.contains(task.pool())) {
                polls.remove(task.key());
                agents.putBack(poll);
            } else if (poll != null) {
                wishes.add(wish(task, poll));
            }
        }
        return wishes;
    }

    private Wish wish(NewTask task, ParkedPoll poll) {
        Wish wish = new Wish(task.key(), poll.sessionId(), ids.next(), agents.classesOf(poll));
        tokens.put(task.key(), agents.sign(LeaseClaims.of(task, wish, poll.agentId())));
        return wish;
    }

    @Override
    public void granted(List<Granted> leases) {
        letters =
                leases.stream()
                        .map(lease -> agents.letter(lease, tokens.get(lease.task())))
                        .toList();
    }

    /**
     * After the commit: answers the polls.
     *
     * @return the tasks that are leased
     */
    public Set<TaskKey> deliver() {
        Set<TaskKey> delivered = new HashSet<>();
        for (Letter letter : letters) {
            TaskKey task = letter.granted().task();
            delivered.add(task);
            agents.deliver(polls.remove(task), List.of(letter));
        }
        return delivered;
    }

    /** Lets the polls wait on that got nothing. */
    @Override
    public void close() {
        giveBackPolls();
    }

    private void giveBackPolls() {
        polls.values().forEach(agents::putBack);
        polls.clear();
        tokens.clear();
        letters = List.of();
    }
}
