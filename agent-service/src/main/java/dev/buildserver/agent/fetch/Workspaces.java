package dev.buildserver.agent.fetch;

import dev.buildserver.agent.claim.WarmSources;
import dev.buildserver.contract.agent.Lease;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;

/** The folders in which attempts work. */
@Singleton
public class Workspaces implements WarmSources {
    private final Path attempts;

    Workspaces(FetchConfig config) {
        this.attempts = config.workDir().toAbsolutePath().normalize().resolve("attempts");
    }

    @Override
    public List<String> keys() {
        return List.of();
    }

    /** The workspace of an attempt. */
    public Workspace open(Lease lease) {
        // The random end of the id, and short: Windows tools still stumble over long paths.
        String uid = lease.attemptUid().toString();
        return new Workspace(attempts.resolve(uid.substring(uid.length() - 12)));
    }
}
