/** Which projects may not use the cache, because their outputs can't be told by their inputs. */
package dev.buildserver.agent.cached.quarantine;
