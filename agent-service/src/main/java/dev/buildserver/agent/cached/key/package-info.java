/** Keys of actions: canonical text and its SHA-256. What is in a key and why: docs/adr/0025. */
package dev.buildserver.agent.cached.key;
