package dev.buildserver.agent.testing;

import java.io.IOException;
import java.nio.file.Path;
import org.eclipse.jgit.api.errors.GitAPIException;

/** A repository that a server of its own gives away over HTTP. */
public final class DemoRepository implements AutoCloseable {
    private final GitHttpServer server;
    private final SourceRepository repository;
    private final String url;

    public DemoRepository(Path folder) throws IOException, GitAPIException {
        server = new GitHttpServer();
        repository = new SourceRepository(folder);
        url = server.serve("demo.git", folder);
    }

    public GitHttpServer server() {
        return server;
    }

    public SourceRepository repository() {
        return repository;
    }

    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
        repository.close();
    }
}
