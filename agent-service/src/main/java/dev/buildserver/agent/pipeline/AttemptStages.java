package dev.buildserver.agent.pipeline;

import dev.buildserver.agent.cached.tree.Checkout;
import dev.buildserver.agent.claim.AgentSession;
import dev.buildserver.agent.execute.BuildContext;
import dev.buildserver.agent.execute.ExecutionResult;
import dev.buildserver.agent.execute.Revision;
import dev.buildserver.agent.execute.StopSignal;
import dev.buildserver.agent.fetch.Shortcut;
import dev.buildserver.agent.fetch.Source;
import dev.buildserver.agent.fetch.SourceFetch;
import dev.buildserver.agent.fetch.SourceUnavailableException;
import dev.buildserver.agent.fetch.Workspace;
import dev.buildserver.agent.publish.ArtifactUpload;
import dev.buildserver.agent.publish.LimitExceededException;
import dev.buildserver.agent.publish.PublishFailedException;
import dev.buildserver.contract.agent.Lease;
import dev.buildserver.contract.agent.Outcome;
import dev.buildserver.contract.artifact.SealReceipt;
import dev.buildserver.contract.build.BuildJob;
import dev.buildserver.contract.build.StageResult;
import dev.buildserver.contract.log.LogLevel;
import dev.buildserver.domain.build.BuildStrategy;
import dev.buildserver.domain.build.FailureReason;
import dev.buildserver.domain.build.StageName;
import dev.buildserver.domain.build.StageStatus;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Carries out the stages of an attempt and turns whatever stops them into an ending. */
@Singleton
class AttemptStages {
    private static final Logger LOG = Logger.getLogger(AttemptStages.class);

    private final SourceFetch fetch;
    private final Execution build;
    private final ArtifactUpload upload;
    private final AgentSession session;

    AttemptStages(SourceFetch fetch, Execution build, ArtifactUpload upload, AgentSession session) {
        this.fetch = fetch;
        this.build = build;
        this.upload = upload;
        this.session = session;
    }

    /** Runs all stages; each that began has ended when this returns. */
    Ending run(Lease lease, Workspace workspace, StageBook book, StopSignal stop) {
        Progress progress = new Progress();
        Ending ending;
        try {
            progress.source = fetchSource(lease, workspace, book, stop, progress);
            if (progress.source.files().isPresent()) {
                progress.built = build.run(context(lease, workspace, progress.source, book, stop));
                throwIfStopped(stop);
            } else {
                repeat(progress.built, book);
            }
            progress.receipt = publish(lease, progress.built, book, stop);
            if (progress.built.leavesWarmTree()) {
                workspace.keep(progress.source);
            }
            ending =
                    progress.end(
                            progress.built.outcome(),
                            progress.built.failureReason(),
                            progress.built.message());
        } catch (SourceUnavailableException e) {
            ending = failed(progress, book, FailureReason.SOURCE_UNAVAILABLE, e);
        } catch (LimitExceededException e) {
            ending = failed(progress, book, FailureReason.LIMIT_EXCEEDED, e);
        } catch (InterruptedException e) {
            ending = stopped(progress, book, stop);
        } catch (IOException | PublishFailedException | RuntimeException | Error e) {
            // What exhausts the stack or the memory is an attempt's own matter as well: without a
            // result, the server would wait for it until its lease is over.
            LOG.errorf(e, "Attempt %s met a fault of this agent or a service", lease.attemptUid());
            String message = "Infrastructure: " + (e instanceof Error ? e : e.getMessage());
            book.log(LogLevel.ERROR, message);
            book.close(StageStatus.FAILED, message);
            ending = progress.end(Outcome.INFRA, FailureReason.INFRASTRUCTURE_ERROR, message);
        } finally {
            build.ended(lease);
        }
        book.close(StageStatus.FAILED, null);
        return ending;
    }

    private Source fetchSource(
            Lease lease, Workspace workspace, StageBook book, StopSignal stop, Progress progress)
            throws SourceUnavailableException, IOException, InterruptedException {
        BuildJob job = lease.job();
        book.stageStarted(StageName.CLONE);
        book.log(
                LogLevel.INFO,
                "Starting build for " + job.projectName() + " (" + job.configuration() + ")");
        book.log(LogLevel.INFO, "Cloning repository " + job.repositoryUrl());
        Shortcut shortcut =
                new Shortcut() {
                    @Override
                    public boolean suffices(Revision revision) throws IOException {
                        Source unseen = new Source(revision, false, Optional.empty());
                        Optional<ExecutionResult> known =
                                build.known(context(lease, workspace, unseen, book, stop));
                        progress.built = known.orElse(null);
                        return known.isPresent();
                    }

                    @Override
                    public boolean canWait() {
                        return lease.strategy() == BuildStrategy.CACHED;
                    }
                };
        Source source = fetch.fetch(workspace, job, shortcut, book, stop);
        book.source(source.commit(), source.branch());
        book.log(LogLevel.INFO, told(source));
        book.stageEnded(StageName.CLONE, StageStatus.SUCCEEDED, null, null, null);
        return source;
    }

    private static String told(Source source) {
        if (source.files().isEmpty()) {
            return "Commit " + source.commit() + " is not checked out: it was built before";
        }
        return source.files().get().isWritten()
                ? "Checked out commit " + source.commit()
                : "Commit " + source.commit() + " is checked out when something needs its files";
    }

    private static void repeat(ExecutionResult known, StageBook book) {
        for (StageResult stage : known.stages()) {
            book.stageEnded(
                    stage.name(),
                    stage.status(),
                    stage.message(),
                    stage.warningsCount(),
                    stage.errorsCount());
        }
        known.diagnostics().forEach(book::diagnostic);
    }

    private BuildContext context(
            Lease lease, Workspace workspace, Source source, StageBook book, StopSignal stop)
            throws IOException {
        Files.createDirectories(workspace.scratch());
        return new BuildContext(
                lease,
                source.revision(),
                session.cacheUrl(),
                workspace.source(),
                workspace.scratch(),
                source.files().orElseGet(() -> Checkout.of(workspace.source(), source.commit())),
                source.warm(),
                book,
                stop);
    }

    private SealReceipt publish(Lease lease, ExecutionResult built, StageBook book, StopSignal stop)
            throws LimitExceededException, PublishFailedException, InterruptedException {
        boolean complete =
                built.outcome() == Outcome.SUCCEEDED || built.outcome() == Outcome.FAILED;
        if (!complete || built.outputs().isEmpty()) {
            return null;
        }
        book.stageStarted(StageName.UPLOAD);
        SealReceipt receipt =
                upload.publish(session.artifactUrl(), lease, built.outputs(), book, stop);
        String summary = receipt.count() + " artifacts, " + receipt.totalBytes() + " bytes";
        book.log(LogLevel.INFO, "Uploaded " + summary);
        book.stageEnded(StageName.UPLOAD, StageStatus.SUCCEEDED, summary, null, null);
        throwIfStopped(stop);
        return receipt;
    }

    private static void throwIfStopped(StopSignal stop) throws InterruptedException {
        if (stop.reason().isPresent()) {
            throw new InterruptedException("the attempt has to stop");
        }
    }

    private static Ending failed(
            Progress progress, StageBook book, FailureReason reason, Exception e) {
        book.log(LogLevel.ERROR, e.getMessage());
        book.close(StageStatus.FAILED, e.getMessage());
        return progress.end(Outcome.FAILED, reason, e.getMessage());
    }

    private static Ending stopped(Progress progress, StageBook book, StopSignal stop) {
        StopSignal.Reason why = stop.reason().orElse(StopSignal.Reason.SHUTDOWN);
        String message =
                switch (why) {
                    case CANCELLED -> "Cancelled";
                    case TIMEOUT -> "Stopped: the build ran longer than its time-out";
                    case REVOKED -> "Stopped: the attempt is no longer this agent's";
                    case SHUTDOWN -> "Handed back: the agent is stopping";
                };
        book.log(LogLevel.WARN, message);
        book.close(
                why == StopSignal.Reason.TIMEOUT ? StageStatus.FAILED : StageStatus.CANCELLED,
                message);
        return switch (why) {
            case CANCELLED, REVOKED -> progress.end(Outcome.CANCELLED, null, message);
            case TIMEOUT -> progress.end(Outcome.TIMEOUT, FailureReason.TIMEOUT, message);
            case SHUTDOWN -> progress.end(Outcome.RETURNED, null, message);
        };
    }

    /** How far an attempt came. */
    private static final class Progress {
        private Source source;
        private ExecutionResult built;
        private SealReceipt receipt;

        private Ending end(Outcome outcome, FailureReason reason, String message) {
            return new Ending(outcome, reason, message, source, built, receipt);
        }
    }
}
