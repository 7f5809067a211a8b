package dev.buildserver.benchmarks.faults;

import dev.buildserver.benchmarks.audit.Finding;
import dev.buildserver.benchmarks.load.Gates.Point;
import dev.buildserver.benchmarks.load.Load;
import dev.buildserver.benchmarks.trial.TrialStack;
import dev.buildserver.benchmarks.trial.Verdict;
import java.time.Duration;
import java.util.List;

/** One component that fails in one phase. */
public record Cell(Component component, Phase phase) {
    /** Slots of each agent in these trials. */
    public static final int SLOTS = 2;

    private static final int BUILDS = 12;
    private static final int ALL_SLOTS = Component.AGENTS * SLOTS;
    private static final Duration ARRIVE_WITHIN = Duration.ofSeconds(60);
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);
    // A restart of Redis, up to a second until it is noticed, the rebuild.
    private static final Duration INDEXED_WITHIN = Duration.ofSeconds(15);
    private static final int SAMPLE = 60;

    /** Whether {@code COMPONENT} or {@code COMPONENT:PHASE} names it, in any case. */
    public boolean isNamed(String name) {
        return name.equalsIgnoreCase(component.name())
                || name.equalsIgnoreCase(component + ":" + phase);
    }

    /**
     * Brings builds into the phase, lets the component fail, lets go, and audits. The stack is
     * ready afterwards.
     *
     * @param settleWithin all builds must have ended within this time after the fault
     */
    public Verdict run(TrialStack stack, Duration settleWithin) throws Exception {
        Load load = stack.load();
        List<Finding> gaps = List.of();
        switch (phase) {
            case SUBMITTING -> {
                load.submit(BUILDS);
                component.strike(stack);
            }
            case QUEUED -> {
                hold(load, ALL_SLOTS, BUILDS, Point.LEASED);
                component.strike(stack);
                gaps = stack.audit().awaitIndexed(Load.POOL, INDEXED_WITHIN);
                load.faults().openGates();
            }
            case LEASED -> heldThenStruck(stack, Point.LEASED);
            case LOGGING -> heldThenStruck(stack, Point.LOGGING);
            case BEFORE_RESULT -> heldThenStruck(stack, Point.RESULT);
            case AFTER_RESULT -> {
                hold(load, BUILDS, 0, Point.RESULT);
                load.faults().openGates();
                component.strike(stack);
            }
            case CANCELLING -> {
                load.faults().shut(Point.CANCEL);
                hold(load, BUILDS, 0, Point.LOGGING);
                load.faults().cancelNewest(BUILDS);
                // Each is held where it was, and where it heard of its end.
                load.awaitHeld(2 * BUILDS, ARRIVE_WITHIN);
                component.strike(stack);
                load.faults().openGates();
            }
        }
        double seconds = stack.audit().settle(settleWithin);
        stack.awaitReady(READY_WITHIN);
        return stack.audit().verdict(seconds, SAMPLE).with(gaps);
    }

    private void heldThenStruck(TrialStack stack, Point point) throws Exception {
        hold(stack.load(), BUILDS, 0, point);
        component.strike(stack);
        stack.load().faults().openGates();
    }

    private static void hold(Load load, int held, int waiting, Point point) throws Exception {
        load.faults().shut(point);
        load.submit(held + waiting);
        load.awaitHeld(held, ARRIVE_WITHIN);
    }
}
