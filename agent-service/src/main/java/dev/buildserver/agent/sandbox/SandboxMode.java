package dev.buildserver.agent.sandbox;

/** Whether builds run in a sandbox. */
public enum SandboxMode {
    /** Where it works. */
    AUTO,
    /** Always: without it the agent does not start. */
    BUBBLEWRAP,
    /** Never. */
    NONE
}
