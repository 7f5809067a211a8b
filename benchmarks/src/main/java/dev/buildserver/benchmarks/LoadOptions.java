package dev.buildserver.benchmarks;

import dev.buildserver.benchmarks.load.LoadPlan;
import dev.buildserver.benchmarks.stack.StackMode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the benchmarks that put load on a stack. */
final class LoadOptions {
    private static final int MOST_SLOTS = 64;

    @Option(
            names = "--agents",
            defaultValue = "100",
            description = "Simulated agents (default: ${DEFAULT-VALUE}).")
    private int agents;

    @Option(
            names = "--slots",
            defaultValue = "0",
            description =
                    "Builds at the same time on each agent; 0 = 1, or what --running needs"
                            + " (default: ${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--in-flight",
            defaultValue = "16",
            description =
                    "Most submissions without an answer; 0 = no builds, so that lifecycle measures"
                            + " the waiting fleet (default: ${DEFAULT-VALUE}).")
    private int inFlight;

    @Option(
            names = "--running",
            defaultValue = "0",
            description = "Builds kept running at once (default: ${DEFAULT-VALUE}).")
    private int running;

    @Option(
            names = "--tenants",
            defaultValue = "1",
            description = "Tenants that ask for builds (default: ${DEFAULT-VALUE}).")
    private int tenants;

    @Option(
            names = "--projects",
            defaultValue = "20",
            description = "Projects of each tenant (default: ${DEFAULT-VALUE}).")
    private int projects;

    @Option(
            names = "--lines",
            defaultValue = "20",
            description = "Log lines of each build (default: ${DEFAULT-VALUE}).")
    private int lines;

    @Option(
            names = "--commands",
            description = "Agents poll for cancellations too, as the real one does.")
    private boolean commands;

    @Option(
            names = "--mode",
            defaultValue = "SERVER",
            description =
                    "JVM options of the services: LAPTOP as `up` starts them, SERVER with both"
                            + " compilers and larger heaps (default: ${DEFAULT-VALUE}).")
    private StackMode mode;

    @Option(
            names = "--all-logs",
            description = "The audit reads the logs of all builds back, not of some.")
    private boolean allLogs;

    @Mixin private StackOptions stack;

    LoadPlan plan() {
        return new LoadPlan(
                agents,
                slots(),
                inFlight,
                running,
                tenants,
                projects,
                lines,
                commands,
                LoadPlan.Way.straight(System.nanoTime()));
    }

    StackMode mode() {
        return mode;
    }

    Path folder() {
        return stack.folder();
    }

    boolean allLogs() {
        return allLogs;
    }

    Path json() {
        return stack.json();
    }

    int agents() {
        return agents;
    }

    int inFlight() {
        return inFlight;
    }

    /** For the report. */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new LinkedHashMap<>();
        parameters.put("mode", mode);
        parameters.put("agents", agents);
        parameters.put("slots", slots());
        parameters.put("inFlight", inFlight);
        parameters.put("running", running);
        parameters.put("tenants", tenants);
        parameters.put("projects", projects);
        parameters.put("lines", lines);
        parameters.put("commands", commands);
        return parameters;
    }

    /** With one slot more than is held on each agent, so that builds still begin and end. */
    private int slots() {
        if (slots > 0) {
            return Math.min(MOST_SLOTS, slots);
        }
        return Math.min(MOST_SLOTS, (running + agents - 1) / agents + 1);
    }
}
