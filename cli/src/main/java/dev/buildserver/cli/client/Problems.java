package dev.buildserver.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.buildserver.contract.problem.Problem;
import java.util.List;
import java.util.Map;

/** Reads error answers, also those that something between client and server made. */
final class Problems {
    private static final int SHOWN_CHARACTERS = 300;

    private Problems() {}

    /** Never fails: what is no problem document becomes one. */
    static Problem read(int status, String body) {
        try {
            Problem problem = ClientJson.mapper().readValue(body, Problem.class);
            if (problem != null && problem.title() != null) {
                return problem;
            }
        } catch (JsonProcessingException e) {
            // A proxy's page, or nothing at all: told below as it is.
        }
        return new Problem(
                "about:blank",
                "The server answered with status " + status,
                status,
                excerpt(body),
                null,
                null,
                null,
                false,
                List.of(),
                Map.of());
    }

    /** The exception for an answer that is no success. */
    static ClientException exception(int status, String body) {
        Problem problem = read(status, body);
        if (status >= 400 && status < 500) {
            return new RequestRefusedException(problem);
        }
        String detail = problem.detail() == null ? "" : ": " + problem.detail();
        String trace = problem.traceId() == null ? "" : " (trace " + problem.traceId() + ")";
        String numbered =
                problem.title().contains("status")
                        ? problem.title()
                        : problem.title() + " (status " + status + ")";
        return new ServerUnreachableException(numbered + detail + trace, null);
    }

    private static String excerpt(String body) {
        String text = body == null ? "" : body.strip();
        if (text.isEmpty()) {
            return null;
        }
        return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
    }
}
