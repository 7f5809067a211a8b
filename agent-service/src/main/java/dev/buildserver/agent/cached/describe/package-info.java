/** What MSBuild says of a solution: its projects, what goes into them and what comes out. */
package dev.buildserver.agent.cached.describe;
