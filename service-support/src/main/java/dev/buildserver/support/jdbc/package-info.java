/** What is the same for every database. */
package dev.buildserver.support.jdbc;
