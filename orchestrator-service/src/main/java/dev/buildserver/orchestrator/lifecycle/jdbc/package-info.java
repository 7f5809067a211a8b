/** The statements that end attempts and cancel builds. */
package dev.buildserver.orchestrator.lifecycle.jdbc;
