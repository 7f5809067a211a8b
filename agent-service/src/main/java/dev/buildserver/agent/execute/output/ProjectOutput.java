package dev.buildserver.agent.execute.output;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What one project made for one target framework, as MSBuild told.
 *
 * @param project the project file
 * @param targetFramework such as {@code net8.0}
 * @param oneOfSeveral whether the project targets more frameworks
 * @param runtimeIdentifier empty for portable
 * @param configuration the project's own, which a solution may map
 * @param platform the project's own
 * @param assembly primary output; may not exist
 * @param compiled what the compiler wrote, before it was copied to its place; empty where MSBuild
 *     did not tell
 * @param program whether it can be run, tests left out
 * @param test whether {@code dotnet test} runs it
 * @param packable whether {@code dotnet pack} makes a package of it
 * @param app whether {@code dotnet publish} makes an app of it
 * @param ownPublish whether publishing it takes another build than the one that was made
 */
public record ProjectOutput(
        Path project,
        String targetFramework,
        boolean oneOfSeveral,
        Optional<String> runtimeIdentifier,
        String configuration,
        String platform,
        Path assembly,
        Optional<Path> compiled,
        boolean program,
        boolean test,
        boolean packable,
        boolean app,
        boolean ownPublish) {

    /** File name of the project without its ending. */
    public String name() {
        String file = project.getFileName().toString();
        return file.substring(0, file.lastIndexOf('.'));
    }

    /** Name that tells the project's outputs apart: {@code name-framework[-runtime]}. */
    public String variant() {
        return name() + "-" + targetFramework + runtimeIdentifier.map(r -> "-" + r).orElse("");
    }
}
