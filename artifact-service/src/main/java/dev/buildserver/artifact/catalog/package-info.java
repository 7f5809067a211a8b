/**
 * What is known of attempts and their artifacts. Enter at {@link
 * dev.buildserver.artifact.catalog.Catalog}; the rows are in the package below.
 */
package dev.buildserver.artifact.catalog;
