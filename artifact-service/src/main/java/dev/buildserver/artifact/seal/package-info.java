/**
 * Freezes an attempt's artifacts and gives proof of it. Enter at {@link
 * dev.buildserver.artifact.seal.SealAttempt}.
 */
package dev.buildserver.artifact.seal;
