package dev.buildserver.orchestrator.lifecycle;

import dev.buildserver.contract.build.Requirements;

/**
 * What a source turned out to need.
 *
 * @param requirements of the task from now on
 * @param baseClass class of what its request asked for: the next build that asks for the same
 *     begins with these requirements
 */
public record Learnt(Requirements requirements, String baseClass) {}
