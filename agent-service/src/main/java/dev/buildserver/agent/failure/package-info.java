/** How an attempt ends before its time. */
package dev.buildserver.agent.failure;
