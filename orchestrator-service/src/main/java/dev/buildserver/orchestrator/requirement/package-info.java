/**
 * Which agent can build what: requirements, the classes of equal ones, and the agents that serve
 * them. Enter at {@link dev.buildserver.orchestrator.requirement.RequirementClasses}.
 */
package dev.buildserver.orchestrator.requirement;
