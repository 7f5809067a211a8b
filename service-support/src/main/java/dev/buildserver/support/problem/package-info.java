/** Errors on the wire: the only code that writes {@code application/problem+json}. */
package dev.buildserver.support.problem;
