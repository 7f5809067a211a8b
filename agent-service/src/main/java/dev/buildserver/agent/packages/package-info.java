/**
 * NuGet packages between builds. {@link dev.buildserver.agent.packages.PackageFolder} holds what
 * was brought from the cache service's feed and checked; {@link
 * dev.buildserver.agent.packages.PackageSupply} is what a restore needs of it.
 */
package dev.buildserver.agent.packages;
