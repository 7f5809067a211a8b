/**
 * Solutions under proof: graphs of projects drawn from a seed, with what makes builds hard to cache
 * in them. Start at {@link dev.buildserver.benchmarks.proof.solution.GeneratedSolution}.
 */
package dev.buildserver.benchmarks.proof.solution;
