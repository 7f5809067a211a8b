package dev.buildserver.agent.execute;

import java.nio.file.Path;

/** Another agent, as far as temporary files go: makes a folder, names it, and lives on. */
final class FolderHolder {
    private FolderHolder() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(ShortTemp.create(Path.of(arguments[0])));
        System.in.read();
    }
}
