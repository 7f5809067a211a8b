/** The solution that is to be built: where it is and which projects it has. */
package dev.buildserver.agent.execute.solution;
