package dev.buildserver.standalone.fake;

import dev.buildserver.standalone.service.ServiceKind;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder like the built project, with {@link FakeService} in the place of all services. */
public final class FakeInstallation {
    private FakeInstallation() {}

    public static void make(Path folder) throws Exception {
        for (ServiceKind kind : ServiceKind.values()) {
            install(folder, kind, FakeService.class);
        }
    }

    public static void install(Path folder, ServiceKind kind, Class<?> service) throws Exception {
        Path jar = kind.jar(folder);
        Files.createDirectories(jar.getParent());
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, service.getName());
        String entry = service.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest);
                InputStream code = service.getClassLoader().getResourceAsStream(entry)) {
            out.putNextEntry(new JarEntry(entry));
            code.transferTo(out);
        }
    }
}
