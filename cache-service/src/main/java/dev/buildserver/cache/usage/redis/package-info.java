/** The record of use in Redis: one class per script, all key names in one place. */
package dev.buildserver.cache.usage.redis;
