/** Keys and tokens of every kind of caller, for tests. */
package dev.buildserver.testing.tokens;
