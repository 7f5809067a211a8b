/**
 * What follows the build of a solution: tests, packages, published apps. Each is an action with a
 * key over everything that was built and an entry of what it looked at besides. Enter at {@link
 * dev.buildserver.agent.cached.step.Steps}.
 */
package dev.buildserver.agent.cached.step;
