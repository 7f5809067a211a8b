/** The catalog in PostgreSQL. */
package dev.buildserver.artifact.catalog.panache;
