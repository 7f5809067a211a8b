/** Artifacts: upload by attempt, seal, metadata. */
package dev.buildserver.contract.artifact;
