/**
 * Builds, as the services tell each other about them: the job, its submission, its state, its
 * results.
 */
package dev.buildserver.contract.build;
