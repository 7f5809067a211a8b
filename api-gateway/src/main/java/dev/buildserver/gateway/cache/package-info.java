/** How the build cache does, and its quarantines. */
package dev.buildserver.gateway.cache;
