/** What is right and wrong with the cache, for operators. */
package dev.buildserver.cache.health;
