/**
 * The way of an attempt through the agent: claim → fetch → execute → publish → report. Enter at
 * {@link BuildPipeline}.
 */
package dev.buildserver.agent.pipeline;
