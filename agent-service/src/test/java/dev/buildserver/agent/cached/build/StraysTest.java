package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.Observed;
import dev.buildserver.agent.cached.tree.Sha256;
import dev.buildserver.agent.trace.AccessKind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What references write outside of their outputs. */
class StraysTest extends TracedBuild {
    @Test
    void aHitThatLookedWhereAReferenceWritesNowIsMisled() throws IOException {
        // Given: Lib did not write it when App was built
        hit("App", observed(Observed.Kind.CONTENT, "gen/a", "-"));
        hit("Other", observed(Observed.Kind.CONTENT, "gen/a", "-"));
        build("Lib", write("/src/gen/a"));

        // When / Then
        assertThat(observations().strays().misled(projects.get("App"))).isTrue();
        assertThat(observations().strays().misled(projects.get("Other"))).isFalse();
    }

    @Test
    void aHitInWhoseFolderAReferenceWritesNowIsMisled() throws IOException {
        // Given
        hit("App");
        build("Lib", write("/src/src/Lib/Generated.cs"));
        assertThat(observations().strays().misled(projects.get("App"))).isFalse();

        // When
        build("Lib", write("/src/src/App/Generated.cs"));

        // Then
        assertThat(observations().strays().misled(projects.get("App"))).isTrue();
    }

    @Test
    void whatReferencesHadWrittenBeforeIsForeseen() throws IOException {
        // Given: MSBuild lists the folder of a reference, which writes there
        Observed look = observed(Observed.Kind.LISTING, "src/Lib", Sha256.of(""));
        build("Lib", write("/src/src/Lib/Generated.cs"));
        build("App", access(AccessKind.LIST, "/src/src/Lib"));
        assertThat(observe("App").obstacles()).isEmpty();

        // When
        List<String> foreseen =
                observations().strays().foreseen(projects.get("App"), List.of(look));

        // Then
        assertThat(foreseen).containsExactly("src/Lib/Generated.cs");
        hit("App", foreseen, look);
        assertThat(observations().strays().misled(projects.get("App"))).isFalse();
        hit("App", look);
        assertThat(observations().strays().misled(projects.get("App"))).isTrue();
    }

    @Test
    void whoIsEvaluatedByWhatAReferenceMakesIsLate() throws IOException {
        // Given: Lib looks for it when it is built, by a target
        String made = "src/Lib/bin/Release/net/my.targets";
        looks.add(observed(Observed.Kind.CONTENT, made, "-"));
        build("Lib", write("/src/" + made), absent("/src/" + made), read("/src/" + made));
        build("App", read("/src/" + made));

        // When / Then
        assertThat(observe("App").late()).isTrue();
        assertThat(observe("App").obstacles())
                .singleElement()
                .asString()
                .contains("evaluated by whether " + made);
        assertThat(observe("Lib").late()).isFalse();
    }
}
