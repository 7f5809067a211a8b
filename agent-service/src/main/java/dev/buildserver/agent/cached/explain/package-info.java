/** Says why a project had to be built: which of its inputs are not as they were. */
package dev.buildserver.agent.cached.explain;
