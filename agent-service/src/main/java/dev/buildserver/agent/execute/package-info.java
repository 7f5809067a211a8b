/**
 * Runs the .NET stages of an attempt on a source tree: restore, build, test, package. Every process
 * it starts belongs to a tree that ends with the attempt.
 */
package dev.buildserver.agent.execute;
