package dev.buildserver.agent.cached.quarantine;

import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.io.IOException;
import java.util.List;

/** Where all agents share what they found. */
public interface QuarantineService {
    /** What is in force for the project that is built. */
    ProjectQuarantine ask() throws IOException;

    /** Tells of verifications. */
    void tell(List<Verified> verified) throws IOException;
}
