/** Sources under proof: trees of files in memory, and the Git repository that serves them. */
package dev.buildserver.benchmarks.proof.source;
