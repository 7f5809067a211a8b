package dev.buildserver.cli.command;

import dev.buildserver.cli.client.ClientException;
import dev.buildserver.cli.client.RequestRefusedException;
import dev.buildserver.cli.client.ServerUnreachableException;
import dev.buildserver.cli.connect.ConnectionException;
import dev.buildserver.cli.connect.ServerChoice;
import dev.buildserver.cli.report.Format;
import dev.buildserver.contract.problem.Problem;
import dev.buildserver.domain.error.Violation;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Tells people what went wrong, and scripts by the exit status. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception failure, CommandLine commandLine, ParseResult parsed) throws Exception {
        commandLine.getOut().flush();
        PrintWriter err = commandLine.getErr();
        try {
            return tell(failure, err);
        } finally {
            err.flush();
        }
    }

    private static int tell(Exception failure, PrintWriter err) throws Exception {
        if (failure instanceof RequestRefusedException refused) {
            refused(refused.problem(), err);
            return ExitStatus.REFUSED;
        }
        if (failure instanceof ConnectionException) {
            err.println(failure.getMessage());
            return ExitStatus.USAGE;
        }
        if (failure instanceof ClientException) {
            err.println(Format.line(failure.getMessage()));
            return failure instanceof ServerUnreachableException
                    ? ExitStatus.UNREACHABLE
                    : ExitStatus.FAILED;
        }
        throw failure;
    }

    private static void refused(Problem problem, PrintWriter err) {
        String code = problem.code() == null ? "" : " (" + problem.code() + ")";
        err.println("Refused: " + Format.line(problem.title()) + code);
        for (Violation violation : problem.violations()) {
            String field = violation.field().isEmpty() ? "" : violation.field() + ": ";
            err.println("  " + Format.line(field + violation.message()));
        }
        if (problem.violations().isEmpty() && problem.detail() != null) {
            err.println("  " + Format.line(problem.detail()));
        }
        if (problem.status() == 401) {
            err.println("  Give a token by --token-file or $" + ServerChoice.TOKEN_VARIABLE + ".");
        }
        if (problem.traceId() != null) {
            err.println("  trace: " + Format.line(problem.traceId()));
        }
    }
}
