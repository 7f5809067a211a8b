/**
 * HTTP as all endpoints have it: limits on what comes in, headers on what goes out, bodies that are
 * streamed with back-pressure and hold no thread.
 */
package dev.buildserver.gateway.http;
