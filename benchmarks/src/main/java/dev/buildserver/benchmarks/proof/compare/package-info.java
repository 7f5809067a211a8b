/** Compares what builds of one commit made: outputs byte for byte, diagnostics, test results. */
package dev.buildserver.benchmarks.proof.compare;
