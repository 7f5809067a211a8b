/**
 * Keeps processes running that should run. Enter at {@link
 * dev.buildserver.standalone.supervision.Supervisor}.
 */
package dev.buildserver.standalone.supervision;
