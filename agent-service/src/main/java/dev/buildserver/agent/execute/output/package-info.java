/** What a build leaves for its users: which files, under which names, in which form. */
package dev.buildserver.agent.execute.output;
