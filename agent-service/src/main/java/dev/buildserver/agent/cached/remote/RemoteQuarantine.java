package dev.buildserver.agent.cached.remote;

import dev.buildserver.agent.cached.quarantine.QuarantineService;
import dev.buildserver.contract.cache.CacheSchema;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.io.IOException;
import java.util.List;

/** The quarantines that the cache service keeps. */
public final class RemoteQuarantine implements QuarantineService {
    private static final String PATH = "/internal/v1/cache/quarantine";

    private final CacheCalls calls;

    public RemoteQuarantine(CacheCalls calls) {
        this.calls = calls;
    }

    @Override
    public ProjectQuarantine ask() throws IOException {
        return calls.get(PATH, ProjectQuarantine.class);
    }

    @Override
    public void tell(List<Verified> verified) throws IOException {
        calls.tell(
                "/internal/v1/cache/verifications",
                new ReportVerification(CacheSchema.CURRENT, verified));
    }
}
