package dev.buildserver.agent.cached.remote;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.buildserver.agent.cached.entry.StoredFile;
import java.util.List;
import java.util.Map;

/**
 * What of an entry is no file, as the cache service keeps it: in a blob beside the manifest of the
 * files. Equal outcomes have equal bytes.
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
record Outcome(
        List<StoredFile> pins,
        List<String> foreseen,
        Map<String, String> faces,
        List<String> diagnostics,
        JsonNode value) {}
