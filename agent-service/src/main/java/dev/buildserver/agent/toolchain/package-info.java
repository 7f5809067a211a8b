/**
 * What this machine can build with: .NET SDKs and the rules that choose one, other tools, load, and
 * whether it is fit to take work. Enter at {@link dev.buildserver.agent.toolchain.Toolchain}.
 */
package dev.buildserver.agent.toolchain;
