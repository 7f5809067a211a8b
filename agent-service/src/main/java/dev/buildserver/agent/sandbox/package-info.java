/**
 * Runs commands of builds where they see nothing but what they are given, always at the same
 * places. Enter at {@link dev.buildserver.agent.sandbox.Sandbox}.
 */
package dev.buildserver.agent.sandbox;
