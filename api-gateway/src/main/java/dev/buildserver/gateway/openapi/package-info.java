/**
 * The API document, completed when the application is built: examples, errors, security, and names
 * as they go over the wire. The examples are files beside this package's resources; tests hold them
 * against real answers.
 */
package dev.buildserver.gateway.openapi;
