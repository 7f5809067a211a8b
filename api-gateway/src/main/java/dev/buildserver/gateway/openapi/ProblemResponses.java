package dev.buildserver.gateway.openapi;

import dev.buildserver.domain.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** How errors stand in the document: one answer per status, one example per code. */
final class ProblemResponses {
    static final String SCHEMA = "Problem";
    private static final String VIOLATION_EXAMPLE =
            "must be relative to the root of the repository";

    private ProblemResponses() {}

    static Schema schema() {
        Schema violation =
                type(Schema.SchemaType.OBJECT)
                        .addProperty("field", type(Schema.SchemaType.STRING))
                        .addProperty("message", type(Schema.SchemaType.STRING));
        Schema code = type(Schema.SchemaType.STRING).description("Clients must bear unknown ones");
        Stream.of(ErrorCode.values()).map(ErrorCode::name).forEach(code::addEnumeration);
        return type(Schema.SchemaType.OBJECT)
                .description("An error (RFC 9457)")
                .addProperty("type", type(Schema.SchemaType.STRING).format("uri"))
                .addProperty("title", type(Schema.SchemaType.STRING))
                .addProperty("status", type(Schema.SchemaType.INTEGER))
                .addProperty("detail", type(Schema.SchemaType.STRING))
                .addProperty("instance", type(Schema.SchemaType.STRING))
                .addProperty("code", code)
                .addProperty("traceId", type(Schema.SchemaType.STRING))
                .addProperty("retryable", type(Schema.SchemaType.BOOLEAN))
                .addProperty("violations", type(Schema.SchemaType.ARRAY).items(violation));
    }

    /** Adds the answers for the codes. */
    static void add(APIResponses responses, List<ErrorCode> codes) {
        codes.stream()
                .collect(
                        Collectors.groupingBy(ErrorCode::status, TreeMap::new, Collectors.toList()))
                .forEach(
                        (status, ofStatus) ->
                                responses.addAPIResponse(status.toString(), response(ofStatus)));
    }

    private static APIResponse response(List<ErrorCode> codes) {
        MediaType media =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(SCHEMA));
        for (ErrorCode code : codes) {
            media.addExample(code.name(), OASFactory.createExample().value(example(code)));
        }
        return OASFactory.createAPIResponse()
                .description(codes.stream().map(ErrorCode::title).collect(Collectors.joining("; ")))
                .content(
                        OASFactory.createContent().addMediaType("application/problem+json", media));
    }

    private static Map<String, Object> example(ErrorCode code) {
        Map<String, Object> example = new java.util.LinkedHashMap<>();
        example.put("type", code.type());
        example.put("title", code.title());
        example.put("status", code.status());
        example.put("code", code.name());
        example.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
        example.put("retryable", code.retryable());
        example.put(
                "violations",
                code == ErrorCode.VALIDATION_FAILED
                        ? List.of(
                                Map.of("field", "job.solutionPath", "message", VIOLATION_EXAMPLE),
                                Map.of("field", "job.gitRef", "message", "is required"))
                        : List.of());
        return example;
    }

    private static Schema type(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
