package dev.buildserver.standalone.stack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.buildserver.embedded.Secrets;
import dev.buildserver.standalone.folder.DataFolder;
import dev.buildserver.standalone.sdk.DotnetSdk;
import java.io.IOException;
import java.util.Map;

/**
 * {@code sdk.json}: with which .NET SDK the agents build, for whoever wants to run what they built,
 * or the same commands by hand.
 *
 * @param environment variables without which it does not run on this machine
 * @param nugetConfig package sources used with it; absent = the machine's own
 */
record SdkFile(
        String version, String dotnetRoot, Map<String, String> environment, String nugetConfig) {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
                    .build();

    static void write(DotnetSdk sdk, DataFolder folder) throws IOException {
        SdkFile file =
                new SdkFile(
                        sdk.version(),
                        sdk.root().toString(),
                        sdk.environment(),
                        sdk.nugetConfig().map(Object::toString).orElse(null));
        Secrets.write(folder.root().resolve("sdk.json"), JSON.writeValueAsString(file));
    }
}
