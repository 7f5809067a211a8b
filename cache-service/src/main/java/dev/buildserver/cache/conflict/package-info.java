/** Actions that gave different values for the same inputs, kept so that people can find out why. */
package dev.buildserver.cache.conflict;
