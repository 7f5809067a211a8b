package dev.buildserver.cli.command;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Whose limit. */
final class LimitTarget {
    @Parameters(index = "0", paramLabel = "NAME", description = "Project, or tenant.")
    private String name;

    @Option(names = "--tenant", description = "NAME is a tenant. Takes the role Admin.")
    private boolean tenant;

    String name() {
        return name;
    }

    boolean isTenant() {
        return tenant;
    }
}
