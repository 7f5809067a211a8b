/** Project files whose outputs can't be told by their inputs: nobody gets entries of them. */
package dev.buildserver.cache.quarantine;
