/** Threads, clocks and the life of the process: the only place that starts and stops them. */
package dev.buildserver.agent.runtime;
