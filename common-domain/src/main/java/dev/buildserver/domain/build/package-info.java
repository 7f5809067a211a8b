/**
 * What a build is: its status, stages, strategy, priority and why it failed. Pure Java; the names
 * on the wire are those of {@code toString()}.
 */
package dev.buildserver.domain.build;
