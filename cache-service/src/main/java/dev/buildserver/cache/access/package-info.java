/** Whose cache it is, and who may write it. */
package dev.buildserver.cache.access;
