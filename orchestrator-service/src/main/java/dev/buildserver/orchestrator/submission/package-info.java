/** Takes builds in: {@link dev.buildserver.orchestrator.submission.SubmitBuilds}. */
package dev.buildserver.orchestrator.submission;
