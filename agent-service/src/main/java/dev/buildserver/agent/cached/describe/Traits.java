package dev.buildserver.agent.cached.describe;

/**
 * What the texts of a project and of its imports tell of its build.
 *
 * @param ownTasks whether tasks run in it of which it is not known what they do with files
 * @param outspoken whether targets of the repository may tell something in its build, or have it go
 *     on after an error
 * @param wideItems whether it matters what patterns find below its folder, beyond sources
 * @param solutionBlind whether nothing in it can look at the solution by which it is built
 */
public record Traits(
        boolean ownTasks, boolean outspoken, boolean wideItems, boolean solutionBlind) {}
