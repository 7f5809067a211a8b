/** The settings that more than one part of the agent reads. */
package dev.buildserver.agent.settings;
