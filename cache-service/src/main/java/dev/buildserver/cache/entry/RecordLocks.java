package dev.buildserver.cache.entry;

import dev.buildserver.cache.access.EntryKey;
import dev.buildserver.cache.usage.Versions;
import dev.buildserver.domain.error.BuildServerException;
import dev.buildserver.domain.error.ErrorCode;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Lets one at a time change a record, also among replicas. */
@Singleton
class RecordLocks {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final int MOST_PAUSES = 1000;

    private final Versions versions;

    RecordLocks(Versions versions) {
        this.versions = versions;
    }

    /**
     * Changes records; those that others change are waited for, while the rest is done.
     *
     * @param change is given each key once, some at a time
     * @throws BuildServerException {@code UNAVAILABLE} when others keep a record for too long
     */
    void with(Collection<EntryKey> keys, Consumer<List<EntryKey>> change) {
        List<EntryKey> left = new ArrayList<>(keys);
        int pauses = 0;
        while (!left.isEmpty()) {
            String holder = UUID.randomUUID().toString();
            Set<String> held =
                    new HashSet<>(
                            versions.lock(
                                    left.stream().map(EntryKey::storageKey).toList(), holder));
            List<EntryKey> mine =
                    left.stream().filter(key -> held.contains(key.storageKey())).toList();
            if (!mine.isEmpty()) {
                try {
                    change.accept(mine);
                } finally {
                    versions.unlock(held, holder);
                }
                left.removeAll(mine);
            } else if (++pauses > MOST_PAUSES) {
                throw new BuildServerException(
                        ErrorCode.UNAVAILABLE, "Others are changing the same entries");
            } else {
                pause();
            }
        }
    }

    private static void pause() {
        Uni.createFrom().nullItem().onItem().delayIt().by(PAUSE).await().indefinitely();
    }
}
