/** Identifiers: time-ordered UUIDs (version 7, RFC 9562). Pure Java. */
package dev.buildserver.domain.ids;
