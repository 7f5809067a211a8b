/** The settings of this service, typed and checked. */
package dev.buildserver.orchestrator.config;
