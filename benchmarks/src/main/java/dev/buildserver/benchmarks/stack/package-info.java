/** The stack that is measured, and what is built on it. */
package dev.buildserver.benchmarks.stack;
