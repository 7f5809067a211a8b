/**
 * The queue and lease protocol in memory, and the stores on real PostgreSQL: the same random
 * sequences drive both, and after each step both must say the same.
 */
package dev.buildserver.orchestrator.twin;
