package dev.buildserver.orchestrator.scheduling;

import dev.buildserver.contract.limit.LimitDetails;
import dev.buildserver.contract.limit.LimitScope;
import dev.buildserver.orchestrator.scheduling.PoolPicture.Running;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * When tenants and projects with a limit may run one build more, in seconds from the picture of a
 * pool on. What they run in other pools is taken to end within half of a usual build.
 */
final class Allowances {
    private final List<Allowance> all = new ArrayList<>();

    /**
     * @param limits of the tenants in the picture; others have none
     * @param usual seconds of a build
     */
    Allowances(
            PoolPicture picture,
            List<LimitDetails> limits,
            Function<BuildKind, Expected> expected,
            double usual) {
        for (LimitDetails limit : limits) {
            if (limit.maxConcurrentBuilds() != null) {
                all.add(new Allowance(limit, picture, expected, usual));
            }
        }
    }

    /** One limit, and what it left to those that came before. */
    private static final class Allowance {
        private final LimitDetails limit;
        private final double usual;
        private final Places places;
        private final List<Double> before = new ArrayList<>();

        Allowance(
                LimitDetails limit,
                PoolPicture picture,
                Function<BuildKind, Expected> expected,
                double usual) {
            this.limit = limit;
            this.usual = usual;
            List<Double> ends = new ArrayList<>();
            for (Running task : picture.running()) {
                if (isOf(task.kind())) {
                    ends.add(picture.end(task, expected));
                }
            }
            int elsewhere = Math.max(0, limit.runningBuilds() - ends.size());
            ends.addAll(Collections.nCopies(elsewhere, usual / 2));
            // Who may run none waits until somebody changes that, nobody knows when.
            this.places = new Places(Math.max(1, limit.maxConcurrentBuilds()), ends);
        }

        boolean isOf(BuildKind kind) {
            return limit.tenant().equals(kind.tenant())
                    && (limit.scope() == LimitScope.TENANT
                            || limit.project().equals(kind.project()));
        }

        void take(double until) {
            before.add(places.next());
            places.hold(until);
        }

        /** When it leaves room for another, after so many of those that wait. */
        double after(int waiting) {
            return waiting < before.size()
                    ? before.get(waiting)
                    : places.next() + (waiting - before.size()) * usual / places.count();
        }
    }

    /** When no limit stands against a build, after those that were taken. */
    double free(BuildKind kind) {
        return all.stream()
                .filter(one -> one.isOf(kind))
                .mapToDouble(one -> one.places.next())
                .max()
                .orElse(0);
    }

    /** A build holds its places of all limits until then. */
    void take(BuildKind kind, double until) {
        all.stream().filter(one -> one.isOf(kind)).forEach(one -> one.take(until));
    }

    /** When no limit stands against a build that comes now. */
    double free(BuildKind kind, Turns.Ahead ahead) {
        return all.stream()
                .filter(one -> one.isOf(kind))
                .mapToDouble(
                        one ->
                                one.after(
                                        one.limit.scope() == LimitScope.TENANT
                                                ? ahead.ofTenant()
                                                : ahead.ofProject()))
                .max()
                .orElse(0);
    }
}
