/**
 * Group commit: requests of one kind that come in while a transaction runs go into the next one
 * together. A store that commits 2,500 times a second then carries several times as many requests,
 * and an idle one answers as fast as without.
 */
package dev.buildserver.orchestrator.batch;
