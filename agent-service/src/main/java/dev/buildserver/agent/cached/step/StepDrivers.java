package dev.buildserver.agent.cached.step;

import dev.buildserver.agent.cached.build.BuiltSolution;
import dev.buildserver.agent.cached.build.DriverEvents;
import dev.buildserver.agent.cached.drive.Drivers;
import dev.buildserver.agent.cached.drive.Feed;
import dev.buildserver.agent.cached.drive.Order;
import dev.buildserver.agent.failure.AttemptEnded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has steps done by a few processes of MSBuild, each of which takes one step after the other. */
public final class StepDrivers implements Feed {
    private final BuiltSolution built;
    private final Map<Integer, StepState> steps = new HashMap<>();
    private final StepQueue waiting = new StepQueue();
    private final DriverEvents events;
    private int done;

    public StepDrivers(BuiltSolution built) {
        this.built = built;
        this.events = new DriverEvents();
    }

    /**
     * @param project file of MSBuild that does the step when it is built, as the build sees it
     * @param properties global ones
     */
    public void add(StepState state, String project, Map<String, String> properties) {
        steps.put(state.number(), state);
        waiting.add(
                state.step().project(), new Order(state.number(), project, List.of(properties)));
    }

    /**
     * Does them all, with the machine's network.
     *
     * @param trace empty before
     */
    public void run(Path trace) throws AttemptEnded, IOException, InterruptedException {
        int count = Math.min(built.setting().drivers(), steps.size());
        StepScript script = new StepScript(built.setting(), count);
        String shown = "dotnet msbuild, for each of %d packages and apps".formatted(steps.size());
        try (events) {
            List<String> command = script.command(events);
            try (Drivers drivers = new Drivers(script.socket())) {
                built.room().run(command, shown, trace, true, () -> drivers.pulse(this));
            }
        }
        if (done < steps.size()) {
            throw AttemptEnded.infrastructure(
                    "The processes that make packages and apps ended early", null);
        }
    }

    @Override
    public Optional<Order> next(String driver) {
        return waiting.next();
    }

    @Override
    public int waiting() {
        return waiting.size();
    }

    @Override
    public boolean exhausted() {
        return waiting.size() == 0;
    }

    @Override
    public void done(Order order, String driver, boolean succeeded, long millis)
            throws IOException {
        waiting.done(steps.get(order.number()).step().project());
        List<String> said = new ArrayList<>();
        events.drain(driver, said::add);
        said.forEach(built.listener()::diagnostic);
        // What was logged counts, whatever MSBuild says of the step: so it does for a command.
        boolean well = succeeded && said.stream().noneMatch(DriverEvents::isError);
        steps.get(order.number())
                .ran(well, millis, said.stream().map(DriverEvents::withoutTime).toList());
        done++;
    }

    @Override
    public void lost(Order order) throws IOException {
        throw new IOException(
                "a process died while it worked on " + steps.get(order.number()).step().name());
    }
}
