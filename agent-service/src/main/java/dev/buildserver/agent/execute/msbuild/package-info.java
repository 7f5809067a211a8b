/** What is said to MSBuild, and what it says: arguments, events, diagnostics. */
package dev.buildserver.agent.execute.msbuild;
