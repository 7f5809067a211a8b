/** {@code buildserver up}: starts the stack, in the foreground or detached. */
package dev.buildserver.standalone.up;
