package dev.buildserver.agent.execute.msbuild;

import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Collects errors and warnings: each once, although a project that targets three frameworks reports
 * it three times, and not more than a limit, although it is counted beyond.
 */
public final class Diagnostics {
    // A build may report without end; what is beyond is counted as often as it is reported.
    private static final int MAX_REMEMBERED = 20_000;

    private final SourcePaths paths;
    private final Consumer<Diagnostic> report;
    private final int limit;
    private final List<Diagnostic> kept = new ArrayList<>();
    private final Set<Diagnostic> known = new LinkedHashSet<>();
    private final Set<Diagnostic> inStage = new HashSet<>();
    private int errors;
    private int warnings;

    /**
     * @param report hears of each diagnostic that is kept
     * @param limit how many are kept
     */
    public Diagnostics(SourcePaths paths, Consumer<Diagnostic> report, int limit) {
        this.paths = paths;
        this.report = report;
        this.limit = limit;
    }

    /** Counts from zero again, for the next stage. */
    public void beginStage() {
        inStage.clear();
        errors = 0;
        warnings = 0;
    }

    /** A tool reported something. */
    public void add(RawDiagnostic raw) {
        add(raw.within(paths));
    }

    /** The same, of an earlier build. */
    public void add(Diagnostic diagnostic) {
        if (inStage.size() < MAX_REMEMBERED && !inStage.add(diagnostic)) {
            return;
        }
        if (diagnostic.severity() == Severity.ERROR) {
            errors++;
        } else {
            warnings++;
        }
        boolean isNew = known.size() < Math.max(limit, MAX_REMEMBERED) && known.add(diagnostic);
        if (isNew && kept.size() < limit) {
            kept.add(diagnostic);
            report.accept(diagnostic);
        }
    }

    /** Of this stage. */
    public int errors() {
        return errors;
    }

    /** Of this stage. */
    public int warnings() {
        return warnings;
    }

    /** The first error of this attempt with that code. */
    public Optional<Diagnostic> firstError(String code) {
        return kept.stream()
                .filter(d -> d.severity() == Severity.ERROR && code.equals(d.code()))
                .findFirst();
    }

    /** The first error of this stage. */
    public Optional<Diagnostic> firstErrorOfStage() {
        return errorsOfStage().findFirst();
    }

    /** Whether an error of this stage is of that kind. */
    public boolean anyErrorOfStage(Predicate<Diagnostic> kind) {
        return errorsOfStage().anyMatch(kind);
    }

    private Stream<Diagnostic> errorsOfStage() {
        return kept.stream().filter(d -> d.severity() == Severity.ERROR && inStage.contains(d));
    }

    /** All that were kept, in order. */
    public List<Diagnostic> all() {
        return Collections.unmodifiableList(kept);
    }

    /** All that were reported, in order, those beyond the limit included. */
    public List<Diagnostic> reported() {
        return List.copyOf(known);
    }
}
