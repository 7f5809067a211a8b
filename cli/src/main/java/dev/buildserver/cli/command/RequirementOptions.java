package dev.buildserver.cli.command;

import dev.buildserver.cli.client.BuildSubmission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What the agent must have. The server says what is wrong with it. */
final class RequirementOptions {
    @Option(
            names = "--require-sdk",
            paramLabel = "VERSION[,RULE]",
            description =
                    "Agent with this .NET SDK: a version or the beginning of one, such as 9, 9.0,"
                            + " 8.0.4xx or 8.0.404; or a whole one and its rollForward, such as"
                            + " 8.0.404,latestFeature.")
    private String sdk;

    @Option(
            names = "--require-tool",
            paramLabel = "NAME",
            description = "Agent with this tool, such as docker; repeatable.")
    private List<String> tools = new ArrayList<>();

    @Option(
            names = "--require-label",
            paramLabel = "NAME=VALUE",
            description = "Agent with this label; repeatable.")
    private Map<String, String> labels = new LinkedHashMap<>();

    @Option(
            names = "--require-os",
            paramLabel = "NAME",
            description = "Agent on Linux, Windows or MacOS.")
    private String os;

    @Option(
            names = "--require-arch",
            paramLabel = "NAME",
            description = "Agent of this architecture, such as x64 or arm64.")
    private String architecture;

    @Option(
            names = "--require-memory",
            paramLabel = "GB",
            description = "Agent with at least so many gigabytes of memory.")
    private Integer memory;

    /** Null where any agent will do. */
    BuildSubmission.Requirements requirements() {
        BuildSubmission.Requirements told =
                new BuildSubmission.Requirements(
                        part(0), part(1), os, architecture, memory, tools, labels);
        return told.equals(BuildSubmission.Requirements.NONE) ? null : told;
    }

    private String part(int index) {
        String[] parts = sdk == null ? new String[0] : sdk.split(",", 2);
        return index < parts.length ? parts[index].strip() : null;
    }
}
