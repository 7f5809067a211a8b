/**
 * Calls to other services: JSON over HTTP/1.1 with kept connections, a time-out on each request,
 * and one exception that says whether a repetition makes sense. Enter at {@link JsonHttp}.
 */
package dev.buildserver.agent.http;
