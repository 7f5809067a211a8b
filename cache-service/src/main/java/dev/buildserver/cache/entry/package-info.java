/**
 * Entries of builds. All entries of a weak key in a scope are one record in the object storage;
 * copies of records are kept in memory for as long as Redis names their version.
 */
package dev.buildserver.cache.entry;
