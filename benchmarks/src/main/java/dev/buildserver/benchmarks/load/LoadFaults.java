package dev.buildserver.benchmarks.load;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What may be done to simulated agents and clients. Agents are counted from 0. */
public final class LoadFaults {
    private final Consumer<Runnable> onLoop;
    private final List<Seat> seats;
    private final Fate clients;
    private final Canceller canceller;
    private final Gates gates;
    private final Map<Trick, Integer> played;

    LoadFaults(
            Consumer<Runnable> onLoop,
            List<Seat> seats,
            Fate clients,
            Canceller canceller,
            Gates gates,
            Map<Trick, Integer> played) {
        this.onLoop = onLoop;
        this.seats = seats;
        this.clients = clients;
        this.canceller = canceller;
        this.gates = gates;
        this.played = played;
    }

    /** The agent ends without a word and comes back later. */
    public void kill(int agent, long backAfterMillis) {
        onLoop.accept(() -> seats.get(agent).die(backAfterMillis));
    }

    /** The agent signs off with what it holds, and comes back later. */
    public void leave(int agent, long backAfterMillis) {
        onLoop.accept(() -> seats.get(agent).leave(backAfterMillis));
    }

    /** The agent does nothing for a while, then goes on as if nothing had been. */
    public void freeze(int agent, long millis) {
        onLoop.accept(() -> seats.get(agent).fate().freeze(millis));
    }

    /** The agent reaches nobody for a while. */
    public void cutOff(int agent, long millis) {
        onLoop.accept(() -> seats.get(agent).fate().cutOff(millis));
    }

    /** The next fitting call of the agent, or of the clients, goes wrong. */
    public void play(Trick trick, int agent) {
        onLoop.accept(() -> (trick.isOfClients() ? clients : seats.get(agent).fate()).play(trick));
    }

    /** Somebody cancels one of the newest builds. */
    public void cancelOne() {
        onLoop.accept(canceller::cancelOne);
    }

    /** Cancels the builds that were accepted last. */
    public void cancelNewest(int builds) {
        onLoop.accept(() -> canceller.cancelNewest(builds));
    }

    /** From now on attempts are held there. */
    public void shut(Gates.Point point) {
        onLoop.accept(() -> gates.shut(point));
    }

    /** Lets go all that are held, and holds no more. */
    public void openGates() {
        onLoop.accept(gates::openAll);
    }

    /** How often each trick was played so far. */
    public Map<String, Integer> played() {
        Map<String, Integer> counts = new TreeMap<>();
        onLoop.accept(() -> played.forEach((trick, count) -> counts.put(trick.name(), count)));
        return counts;
    }
}
