/** The errors of the system: one enum of codes, one exception. Pure Java. */
package dev.buildserver.domain.error;
