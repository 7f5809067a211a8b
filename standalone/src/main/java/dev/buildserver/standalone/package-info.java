/**
 * Everything on one machine by one command. Enter at {@link
 * dev.buildserver.standalone.StandaloneMain}; the commands are in {@code up}, {@code down}, {@code
 * status} and {@code demo}, what they start in {@code stack}.
 */
package dev.buildserver.standalone;
