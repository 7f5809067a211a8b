package dev.buildserver.benchmarks.proof.compare;

import dev.buildserver.cli.client.view.BuildView;
import dev.buildserver.cli.client.view.CacheReport;
import dev.buildserver.contract.build.Diagnostic;
import dev.buildserver.contract.build.Diagnostic.Severity;
import dev.buildserver.contract.build.TestFailure;
import dev.buildserver.contract.build.TestResults;
import dev.buildserver.domain.build.BuildStatus;
import dev.buildserver.domain.build.BuildStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A build that has ended.
 *
 * @param manifest {@link Manifest#NONE} where it failed
 * @param file the manifest as it was downloaded; null where it failed
 * @param warm whether it went on from outputs of an earlier build
 * @param cache what the cache did; null where it had no part
 */
public record Built(
        BuildStrategy strategy,
        BuildView view,
        Manifest manifest,
        Path file,
        boolean warm,
        CacheReport cache) {
    /** What differs here from a clean build of the same commit; one line each. */
    public List<String> differencesTo(Built clean) {
        List<String> differences = new ArrayList<>();
        if (view.status() != clean.view.status()) {
            differences.add(
                    "status: %s (%s), not %s (%s)"
                            .formatted(
                                    view.status(),
                                    view.errorMessage(),
                                    clean.view.status(),
                                    clean.view.errorMessage()));
            return differences;
        }
        differences.addAll(manifest.differencesTo(clean.manifest));
        compare("diagnostic", diagnostics(), clean.diagnostics(), differences);
        compare("tests", tests(), clean.tests(), differences);
        return differences;
    }

    // A build that failed did not come to all projects; which, is chance.
    private TreeSet<String> diagnostics() {
        boolean whole = view.status() == BuildStatus.SUCCEEDED;
        return view.diagnostics().stream()
                .filter(d -> whole || d.severity() == Severity.ERROR)
                .map(Diagnostic::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private TreeSet<String> tests() {
        TreeSet<String> facts = new TreeSet<>();
        TestResults tests = view.testResults();
        if (tests != null) {
            facts.add("total " + tests.total());
            facts.add("passed " + tests.passed());
            facts.add("failed " + tests.failed());
            facts.add("skipped " + tests.skipped());
            tests.failures().stream().map(TestFailure::name).forEach(facts::add);
        }
        return facts;
    }

    private static void compare(
            String what, TreeSet<String> here, TreeSet<String> right, List<String> differences) {
        right.stream()
                .filter(fact -> !here.contains(fact))
                .forEach(fact -> differences.add("missing " + what + ": " + fact));
        here.stream()
                .filter(fact -> !right.contains(fact))
                .forEach(fact -> differences.add("wrong " + what + ": " + fact));
    }
}
