/** What is stored of an action: under which observations it holds, and what it gave. */
package dev.buildserver.agent.cached.entry;
