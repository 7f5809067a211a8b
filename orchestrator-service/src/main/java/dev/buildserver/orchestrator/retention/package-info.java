/**
 * Removes what is old: builds that ended long ago with all that was told of them, and agents that
 * went for good. Enter at {@link dev.buildserver.orchestrator.retention.Retention}.
 */
package dev.buildserver.orchestrator.retention;
