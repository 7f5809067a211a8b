/** The machine and the .NET SDKs on it. */
package dev.buildserver.agent.toolchain;
