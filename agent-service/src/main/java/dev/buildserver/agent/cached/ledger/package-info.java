/** What the cache did for each project so far: what it saved and cost, how often it was right. */
package dev.buildserver.agent.cached.ledger;
