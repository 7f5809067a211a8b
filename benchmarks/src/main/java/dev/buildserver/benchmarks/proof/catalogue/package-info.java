/**
 * Inputs and situations that caches of builds got wrong, one case each. All cases stand side by
 * side in one solution, each in a folder of its own, so that two builds try all of them: one of the
 * base, one with every edit made. See {@link dev.buildserver.benchmarks.proof.catalogue.Catalogue}.
 */
package dev.buildserver.benchmarks.proof.catalogue;
