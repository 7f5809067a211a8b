package dev.buildserver.benchmarks.load;

import java.util.function.Consumer;

/** The place of one agent: when it dies or leaves, it comes back with the same name. */
final class Seat {
    private final Surroundings around;
    private final String name;
    private final LoadPlan plan;
    private final Consumer<Trick> onTrick;
    private SimulatedAgent agent;
    private Fate fate;
    private boolean taking;

    Seat(Surroundings around, String name, LoadPlan plan, Consumer<Trick> onTrick) {
        this.around = around;
        this.name = name;
        this.plan = plan;
        this.onTrick = onTrick;
        sit();
    }

    SimulatedAgent agent() {
        return agent;
    }

    Fate fate() {
        return fate;
    }

    /** Asks for work from now on, whoever sits here. */
    void take() {
        taking = true;
        agent.take();
    }

    /** Asks for no more work, whoever sits here. */
    void stopTaking() {
        taking = false;
        agent.stopTaking();
    }

    /** Ends without a word; its connections stay open, as those of a lost machine do. */
    void die(long backAfterMillis) {
        fate.die();
        around.after(backAfterMillis, this::comeBack);
    }

    /** Signs off with what it holds. */
    void leave(long backAfterMillis) {
        agent.signOff(() -> {});
        around.after(backAfterMillis, this::comeBack);
    }

    private void comeBack() {
        // Who sits here already, after a second death, must not fight with its successor.
        fate.die();
        sit();
        SimulatedAgent now = agent;
        now.register(
                () -> {
                    if (taking) {
                        now.take();
                    }
                });
    }

    private void sit() {
        fate = new Fate(around.later(), around.random(), onTrick);
        agent = new SimulatedAgent(around.under(fate), name, plan.slots(), plan.commands());
    }
}
