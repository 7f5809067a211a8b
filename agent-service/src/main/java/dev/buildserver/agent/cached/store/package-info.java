/**
 * Where contents and entries are kept. {@link dev.buildserver.agent.cached.store.CacheLevel} is one
 * place; the agent's disk is asked first.
 */
package dev.buildserver.agent.cached.store;
