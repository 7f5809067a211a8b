/**
 * Results of actions under the SHA-256 of the action. Their own digest is stored with them, so that
 * a broken one is never served. Enter at {@link dev.buildserver.cache.action.Actions}.
 */
package dev.buildserver.cache.action;
