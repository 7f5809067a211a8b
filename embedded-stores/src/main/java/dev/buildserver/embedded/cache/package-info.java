/**
 * The folder that one user's processes share for unpacked binaries and other things that can be
 * made again. Enter at {@link dev.buildserver.embedded.cache.UserCache}.
 */
package dev.buildserver.embedded.cache;
