/**
 * The proof that every strategy builds what a clean build does: edits of generated solutions are
 * built with all of them through the running stack, and compared. Start at {@link
 * dev.buildserver.benchmarks.proof.Proof}.
 */
package dev.buildserver.benchmarks.proof;
