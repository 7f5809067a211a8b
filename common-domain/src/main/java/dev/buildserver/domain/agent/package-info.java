/** What an agent and a pool are. Pure Java. */
package dev.buildserver.domain.agent;
