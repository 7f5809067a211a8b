/** Forms of request parameters that several resources share. */
package dev.buildserver.orchestrator.request;
