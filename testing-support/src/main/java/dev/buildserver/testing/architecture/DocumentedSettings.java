package dev.buildserver.testing.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds the settings in the code against {@code docs/configuration.md}. */
final class DocumentedSettings extends ArchCondition<JavaClass> {
    private final String page;

    DocumentedSettings() {
        super("have every setting in docs/configuration.md");
        this.page = read();
    }

    @Override
    public void check(JavaClass mapping, ConditionEvents events) {
        for (String setting :
                ConfigMappings.getProperties(ConfigClass.configClass(mapping.reflect())).keySet()) {
            // A map has no keys of its own: it is documented as name."key". A list is one setting.
            String name = setting.replace("[*]", "").replace("*", "\"key\"");
            boolean documented = page.contains("`" + name + "`");
            events.add(
                    new SimpleConditionEvent(
                            mapping, documented, name + " is not in docs/configuration.md"));
        }
    }

    private static String read() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docs/configuration.md"))) {
            folder = folder.getParent();
        }
        try {
            return Files.readString(folder.resolve("docs/configuration.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
