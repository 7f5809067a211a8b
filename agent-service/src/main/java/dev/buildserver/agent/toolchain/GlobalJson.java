package dev.buildserver.agent.toolchain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.domain.toolchain.RollForward;
import dev.buildserver.domain.toolchain.SdkRequest;
import dev.buildserver.domain.toolchain.SdkVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads {@code global.json}, comments included, as the {@code dotnet} host does. */
public final class GlobalJson {
    private static final long MAX_BYTES = 1024 * 1024;
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .build();

    private GlobalJson() {}

    /**
     * The nearest {@code global.json}, from a folder upwards.
     *
     * @param top where to stop looking; the folder lies in it
     */
    public static Optional<Path> find(Path folder, Path top) {
        for (Path at = folder; at != null && at.startsWith(top); at = at.getParent()) {
            Path file = at.resolve("global.json");
            if (Files.isRegularFile(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /**
     * What the file asks for. Like the host, it takes a version it can't read as no version.
     *
     * @throws IOException the file can't be read or is no JSON; the message says where
     */
    public static SdkRequest read(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new IOException("global.json is larger than " + MAX_BYTES + " bytes");
        }
        try {
            JsonNode root = JSON.readTree(Files.readString(file).replace("\uFEFF", ""));
            return request(root == null ? JSON.createObjectNode() : root.path("sdk"));
        } catch (JsonProcessingException e) {
            throw new IOException("global.json is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static SdkRequest request(JsonNode sdk) {
        Optional<SdkVersion> version =
                Optional.ofNullable(sdk.path("version").textValue()).flatMap(SdkVersion::parse);
        RollForward byDefault =
                version.isPresent() ? RollForward.LATEST_PATCH : RollForward.LATEST_MAJOR;
        RollForward rollForward =
                Optional.ofNullable(sdk.path("rollForward").textValue())
                        .flatMap(RollForward::named)
                        .orElse(byDefault);
        boolean prerelease = sdk.path("allowPrerelease").asBoolean(true);
        return new SdkRequest(version, rollForward, prerelease, sdk.path("paths").isArray());
    }
}
