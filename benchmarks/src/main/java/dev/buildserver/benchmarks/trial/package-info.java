/**
 * A stack on which faults are tried: its parts can be killed, stopped and cut off, and what it then
 * did is held against the promises of the protocol. Enter at {@link
 * dev.buildserver.benchmarks.trial.TrialStack}.
 */
package dev.buildserver.benchmarks.trial;
