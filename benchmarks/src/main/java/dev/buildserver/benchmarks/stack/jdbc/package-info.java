/** What the database itself counts. */
package dev.buildserver.benchmarks.stack.jdbc;
