/** Reads from compiled .NET assemblies what a key needs; ECMA-335, partition II. */
package dev.buildserver.agent.cached.assembly;
