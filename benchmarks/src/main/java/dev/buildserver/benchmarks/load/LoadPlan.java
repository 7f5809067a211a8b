package dev.buildserver.benchmarks.load;

/**
 * How much load, and of which kind.
 *
 * @param agents simulated agents
 * @param slots builds at the same time on each, 1 to 64
 * @param inFlight most submissions without an answer
 * @param running attempts kept running; 0 = each ends as soon as it can
 * @param tenants that ask for builds
 * @param projects of each tenant
 * @param lines of each attempt's log
 * @param commands whether agents poll for cancellations
 * @param way what else attempts do
 */
public record LoadPlan(
        int agents,
        int slots,
        int inFlight,
        int running,
        int tenants,
        int projects,
        int lines,
        boolean commands,
        Way way) {

    /**
     * What attempts do between lease and result.
     *
     * @param batches of events
     * @param pauseMillis longest pause before, between and after the batches; 0 = none
     * @param artifactShare share of the attempts that upload an artifact, 0 to 1
     * @param seed of all that is left to chance
     */
    public record Way(int batches, long pauseMillis, double artifactShare, long seed) {
        /** As quick as can be: what is measured is the server. */
        public static Way straight(long seed) {
            return new Way(1, 0, 0, seed);
        }
    }
}
