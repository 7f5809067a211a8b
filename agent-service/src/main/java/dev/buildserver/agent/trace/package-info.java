/**
 * Reads what the tracer of file accesses wrote (its source is in {@code src/main/native}), and
 * tells whose access each was. Enter at {@link dev.buildserver.agent.trace.AttributedTrace}.
 */
package dev.buildserver.agent.trace;
