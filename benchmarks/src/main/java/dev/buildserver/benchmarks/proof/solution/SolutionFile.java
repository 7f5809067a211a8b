package dev.buildserver.benchmarks.proof.solution;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The text of a {@code .sln}. */
public final class SolutionFile {
    private static final String CSHARP = "{9A19103F-16F7-4668-BE54-9A1E7A4F7556}";
    private static final String BASIC = "{778DAE3C-4631-46EA-AA77-85C1314464D9}";
    private static final String FUNCTIONAL = "{F2A71F9B-5D33-465A-A702-920D77279786}";

    private SolutionFile() {}

    /**
     * A solution of projects.
     *
     * @param projects paths of project files, relative to the solution
     */
    public static String of(List<String> projects) {
        StringBuilder text = new StringBuilder();
        text.append("\r\nMicrosoft Visual Studio Solution File, Format Version 12.00\r\n");
        text.append("# Visual Studio Version 16\r\n");
        for (String project : projects) {
            text.append(
                    "Project(\"%s\") = \"%s\", \"%s\", \"%s\"\r\nEndProject\r\n"
                            .formatted(
                                    language(project),
                                    name(project),
                                    project.replace('/', '\\'),
                                    id(project)));
        }
        text.append("Global\r\n");
        text.append("\tGlobalSection(SolutionConfigurationPlatforms) = preSolution\r\n");
        text.append("\t\tRelease|Any CPU = Release|Any CPU\r\n\tEndGlobalSection\r\n");
        text.append("\tGlobalSection(ProjectConfigurationPlatforms) = postSolution\r\n");
        for (String project : projects) {
            for (String what : List.of("ActiveCfg", "Build.0")) {
                text.append(
                        "\t\t%s.Release|Any CPU.%s = Release|Any CPU\r\n"
                                .formatted(id(project), what));
            }
        }
        return text.append("\tEndGlobalSection\r\nEndGlobal\r\n").toString();
    }

    private static String language(String project) {
        return switch (project.substring(project.lastIndexOf('.') + 1)) {
            case "vbproj" -> BASIC;
            case "fsproj" -> FUNCTIONAL;
            default -> CSHARP;
        };
    }

    private static String name(String project) {
        return project.substring(project.lastIndexOf('/') + 1, project.lastIndexOf('.'));
    }

    private static String id(String project) {
        UUID id = UUID.nameUUIDFromBytes(project.getBytes(StandardCharsets.UTF_8));
        return "{" + id.toString().toUpperCase(Locale.ROOT) + "}";
    }
}
