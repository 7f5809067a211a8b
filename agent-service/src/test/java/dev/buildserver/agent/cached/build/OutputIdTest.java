package dev.buildserver.agent.cached.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.buildserver.agent.cached.entry.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputIdTest {
    private static final String BIN = "src/Lib/bin/Release/net/";

    private final Projects projects =
            new Projects().add("Lib").add("Faceless", false).add("App", "Lib");

    @Test
    void aNewBodyIsOfNoMatterToUsers() {
        // Given
        List<StoredFile> files = files("dll 1", "pdb 1", "face");

        // When
        List<StoredFile> edited = files("dll 2", "pdb 2", "face");

        // Then
        assertThat(id(edited, "references")).isEqualTo(id(files, "references"));
    }

    @Test
    void aNewFaceIsAndSoAreNewReferencesOfTheBody() {
        // Given
        List<StoredFile> files = files("dll 1", "pdb 1", "face");

        // Then
        assertThat(id(files("dll 1", "pdb 1", "face 2"), "references"))
                .isNotEqualTo(id(files, "references"));
        assertThat(id(files, "other references")).isNotEqualTo(id(files, "references"));
    }

    @Test
    void aNewNameIsAndSoIsTheContentOfWhateverElse() {
        // Given
        List<StoredFile> files = files("dll", "pdb", "face");
        List<StoredFile> more = new ArrayList<>(files);
        more.add(StoredFile.own(BIN + "data.json", "1", false));
        List<StoredFile> changed = new ArrayList<>(files);
        changed.add(StoredFile.own(BIN + "data.json", "2", false));

        // Then
        assertThat(List.of(id(files, "r"), id(more, "r"), id(changed, "r")))
                .doesNotHaveDuplicates();
    }

    @Test
    void copiesCountByName() {
        // Given
        StoredFile copy = StoredFile.own(BIN + "Core.dll", "1", false).copyOf("Core.csproj", "x");
        StoredFile newer = StoredFile.own(BIN + "Core.dll", "2", false).copyOf("Core.csproj", "x");

        // Then
        assertThat(id(List.of(copy), "r")).isEqualTo(id(List.of(newer), "r"));
    }

    @Test
    void whatIsMadeOnTheWayCountsByName() {
        // Given
        String made = "src/Lib/obj/Release/net/made-";
        StoredFile one = StoredFile.own(made + "one.txt", "1", false);
        StoredFile other = StoredFile.own(made + "other.txt", "1", false);
        StoredFile newer = StoredFile.own(made + "one.txt", "2", false);

        // Then
        assertThat(id(List.of(one), "r"))
                .isEqualTo(id(List.of(newer), "r"))
                .isNotEqualTo(id(List.of(other), "r"));
    }

    @Test
    void withoutAFaceEverythingCounts() {
        // Given
        String dll = "src/Faceless/bin/Release/net/Faceless.pdb";

        // When / Then
        assertThat(faceless(StoredFile.own(dll, "1", false)))
                .isNotEqualTo(faceless(StoredFile.own(dll, "2", false)));
    }

    private String faceless(StoredFile file) {
        return OutputId.of(projects.get("Faceless").project(), List.of(file), Map.of());
    }

    private String id(List<StoredFile> files, String references) {
        return OutputId.of(
                projects.get("Lib").project(), files, Map.of(BIN + "Lib.dll", references));
    }

    private static List<StoredFile> files(String dll, String pdb, String face) {
        return List.of(
                StoredFile.own(BIN + "Lib.dll", dll, false),
                StoredFile.own(BIN + "Lib.pdb", pdb, false),
                StoredFile.own(BIN + "ref/Lib.dll", face, false),
                StoredFile.own("src/Lib/obj/Release/net/Lib.dll", dll, false));
    }
}
