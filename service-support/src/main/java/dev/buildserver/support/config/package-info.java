/** Checks of the configuration as a whole. */
package dev.buildserver.support.config;
