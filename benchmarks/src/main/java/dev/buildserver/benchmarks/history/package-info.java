/**
 * A repository's own history as traffic: its commits are pushed one after the other, to its branch
 * and to pull requests, and built as they come. Start at {@link
 * dev.buildserver.benchmarks.history.Replay}.
 */
package dev.buildserver.benchmarks.history;
