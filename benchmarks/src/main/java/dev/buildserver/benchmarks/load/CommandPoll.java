package dev.buildserver.benchmarks.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The poll by which an agent that holds something hears of cancellations. */
final class CommandPoll {
    private static final long WAIT_MILLIS = 30_000;
    private static final long PAUSE_MILLIS = 100;

    private final Surroundings around;
    private final Supplier<UUID> session;
    private final BooleanSupplier wanted;
    private final Supplier<Stream<UUID>> known;
    private final Consumer<JsonNode> onCommands;
    private final BackOff backOff;
    private boolean waiting;

    /**
     * @param session null while there is none
     * @param wanted whether the agent holds an attempt
     * @param known attempts of which the agent knows that they are cancelled
     * @param onCommands hears what the server says
     */
    CommandPoll(
            Surroundings around,
            Supplier<UUID> session,
            BooleanSupplier wanted,
            Supplier<Stream<UUID>> known,
            Consumer<JsonNode> onCommands) {
        this.around = around;
        this.session = session;
        this.wanted = wanted;
        this.known = known;
        this.onCommands = onCommands;
        this.backOff = new BackOff(around.random());
    }

    /** Asks, unless it waits for an answer or there is nothing that could be stopped. */
    void ask() {
        if (waiting || session.get() == null || !wanted.getAsBoolean()) {
            return;
        }
        waiting = true;
        around.orchestrator()
                .get(
                        "/agents/v1/sessions/"
                                + session.get()
                                + "/commands?wait=25s&knownDrain=false"
                                + known.get()
                                        .map(attempt -> "&known=" + attempt)
                                        .collect(Collectors.joining()),
                        around.poolToken(),
                        WAIT_MILLIS,
                        this::answered);
    }

    private void answered(Answer answer) {
        if (answer.isGood()) {
            backOff.reset();
            onCommands.accept(answer.json());
        } else {
            around.meter().fault("commands." + answer.fault());
        }
        around.after(
                answer.isGood() ? PAUSE_MILLIS : backOff.after(answer),
                () -> {
                    waiting = false;
                    ask();
                });
    }
}
