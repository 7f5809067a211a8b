/** The transaction that makes a build exist. */
package dev.buildserver.orchestrator.submission.jdbc;
