package dev.buildserver.benchmarks.load;

/**
 * How much load.
 *
 * @param agents simulated agents
 * @param slots builds at the same time on each, 1 to 64
 * @param inFlight most submissions without an answer
 * @param running attempts kept running; 0 = each ends as soon as it can
 * @param tenants that ask for builds
 * @param projects of each tenant
 * @param lines of each attempt's log
 * @param commands whether agents poll for cancellations
 */
public record LoadPlan(
        int agents,
        int slots,
        int inFlight,
        int running,
        int tenants,
        int projects,
        int lines,
        boolean commands) {}
