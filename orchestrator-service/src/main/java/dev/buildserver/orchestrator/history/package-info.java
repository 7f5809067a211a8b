/** Builds as their users see them: lists and details. */
package dev.buildserver.orchestrator.history;
