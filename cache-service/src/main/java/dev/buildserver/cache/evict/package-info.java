/** Removes what nobody has used for long. */
package dev.buildserver.cache.evict;
