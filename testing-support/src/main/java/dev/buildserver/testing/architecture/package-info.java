/** The architecture rules, to be run by a test of each module. */
package dev.buildserver.testing.architecture;
