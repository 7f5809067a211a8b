/** Services as users run them: packaged, in a process of their own, with little memory. */
package dev.buildserver.testing.process;
