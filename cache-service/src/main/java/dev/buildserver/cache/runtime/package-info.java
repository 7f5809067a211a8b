/** Threads of this service beside those that the framework has. */
package dev.buildserver.cache.runtime;
