package dev.buildserver.standalone.service;

import java.nio.file.Path;

/** A service, and how much memory its work needs on one machine. */
public enum ServiceKind {
    ARTIFACT("artifact", "artifact-service", 96),
    CACHE("cache", "cache-service", 80),
    ORCHESTRATOR("orchestrator", "orchestrator-service", 128),
    GATEWAY("gateway", "api-gateway", 112),
    AGENT("agent", "agent-service", 384);

    private final String label;
    private final String module;
    private final int heapMebibytes;

    ServiceKind(String label, String module, int heapMebibytes) {
        this.label = label;
        this.module = module;
        this.heapMebibytes = heapMebibytes;
    }

    /** As in {@code ports.json} and the names of logs. */
    public String label() {
        return label;
    }

    public int heapMebibytes() {
        return heapMebibytes;
    }

    /** The runnable jar below the installation's folder. */
    public Path jar(Path installation) {
        return installation.resolve(module).resolve("target/quarkus-app/quarkus-run.jar");
    }
}
