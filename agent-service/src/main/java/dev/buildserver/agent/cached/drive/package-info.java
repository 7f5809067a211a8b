/**
 * Builds projects one by one in a few processes of MSBuild that live as long as the attempt's
 * build. Enter at {@link dev.buildserver.agent.cached.drive.Drivers}.
 */
package dev.buildserver.agent.cached.drive;
