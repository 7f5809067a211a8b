package dev.buildserver.agent.cached.quarantine;

import dev.buildserver.agent.cached.store.RecordFile;
import dev.buildserver.contract.cache.CacheHealth.DifferingFile;
import dev.buildserver.contract.cache.ProjectQuarantine;
import dev.buildserver.contract.cache.ReportVerification.Verified;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * The quarantines of one project of the server. The cache service knows them all; what it said last
 * is kept on this agent's disk, and what it could not be told yet, too, so that neither counts less
 * while the service is away. Thread-safe.
 */
public final class Quarantine {
    private static final Logger LOG = Logger.getLogger(Quarantine.class);
    private static final int SHOWN = 3;

    private final RecordFile file;
    private final Optional<QuarantineService> service;

    /**
     * @param file where they are remembered; shared by all attempts of the project
     * @param service empty where there is none
     */
    public Quarantine(RecordFile file, Optional<QuarantineService> service) {
        this.file = file;
        this.service = service;
    }

    /**
     * What is on disk.
     *
     * @param said by the service
     * @param untold found here, and not yet told to the service
     */
    record Known(ProjectQuarantine said, List<Verified> untold) {}

    /** What is in force now, as far as can be known. */
    public ProjectQuarantine current() {
        Known known;
        synchronized (file) {
            known = read();
            if (service.isPresent()) {
                known = refreshed(known, service.get());
            }
        }
        Map<String, String> reasons = new TreeMap<>(known.said().reasons());
        known.untold().forEach(found -> reasons.put(found.project(), reason(found)));
        return new ProjectQuarantine(reasons, known.said().epochs());
    }

    /** Takes what verifications showed: here at once, and to the service as soon as it answers. */
    public void found(List<Verified> verified) {
        synchronized (file) {
            Known known = read();
            List<Verified> different = new ArrayList<>(known.untold());
            verified.stream().filter(one -> !one.same()).forEach(different::add);
            // First here: if the agent dies now, the next build knows, and tells.
            if (different.size() > known.untold().size()) {
                file.write(new Known(known.said(), different));
            }
            if (service.isPresent()) {
                tellSame(verified, service.get());
                refreshed(new Known(known.said(), different), service.get());
            }
        }
    }

    // Numbers only: they may be lost.
    private static void tellSame(List<Verified> verified, QuarantineService to) {
        List<Verified> same = verified.stream().filter(Verified::same).toList();
        try {
            if (!same.isEmpty()) {
                to.tell(same);
            }
        } catch (IOException e) {
            LOG.debugf("The service does not hear what was verified: %s", e.getMessage());
        }
    }

    private Known refreshed(Known known, QuarantineService from) {
        // In this order: what is told now is in the answer.
        List<Verified> untold = untold(known.untold(), from);
        Known now = new Known(asked(known, from), untold);
        if (!now.equals(known)) {
            file.write(now);
        }
        return now;
    }

    // What the service refuses to hear counts here nevertheless.
    private static List<Verified> untold(List<Verified> found, QuarantineService to) {
        try {
            if (!found.isEmpty()) {
                to.tell(found);
            }
            return List.of();
        } catch (IOException e) {
            LOG.warnf("The service is not told of a quarantine yet: %s", e.getMessage());
            return found;
        }
    }

    private static ProjectQuarantine asked(Known known, QuarantineService from) {
        try {
            return from.ask();
        } catch (IOException e) {
            LOG.debugf("The quarantines of before count: %s", e.getMessage());
            return known.said();
        }
    }

    private static String reason(Verified found) {
        return reason(found.differing().stream().map(DifferingFile::path).toList());
    }

    /** The reason as people read it. */
    static String reason(List<String> paths) {
        String shown = paths.stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = paths.size() - SHOWN;
        return "the same inputs gave other bytes in "
                + shown
                + (more > 0 ? " and %d more".formatted(more) : "");
    }

    private Known read() {
        return file.read(Known.class).orElse(new Known(ProjectQuarantine.NONE, List.of()));
    }
}
