/**
 * Random edits of generated trees, as people make them and as caches forget them. All of them are
 * in {@link dev.buildserver.benchmarks.proof.edit.Edits}; {@link
 * dev.buildserver.benchmarks.proof.edit.EditSequence} draws them.
 */
package dev.buildserver.benchmarks.proof.edit;
