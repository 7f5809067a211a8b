/**
 * The whole stack: stores, services and agents, from nothing to "a build could run" and back. Enter
 * at {@link dev.buildserver.standalone.stack.Stack}.
 */
package dev.buildserver.standalone.stack;
