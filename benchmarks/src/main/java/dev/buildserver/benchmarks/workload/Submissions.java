package dev.buildserver.benchmarks.workload;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.buildserver.cli.client.ClientJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests for builds, spread evenly over projects. */
public final class Submissions {
    private final List<byte[]> bodies = new ArrayList<>();

    /**
     * @param pool that builds
     * @param projects at least 1
     */
    public Submissions(String pool, int projects) {
        for (int project = 1; project <= projects; project++) {
            bodies.add(body(pool, project));
        }
    }

    /** The body of the n-th request, counted from 0; shared, not to be changed. */
    public byte[] body(long n) {
        return bodies.get((int) (n % bodies.size()));
    }

    private static byte[] body(String pool, int project) {
        Map<String, Object> job = new LinkedHashMap<>();
        job.put("projectName", "load-" + project);
        job.put("repositoryUrl", "https://git.example.com/load/project-" + project + ".git");
        job.put("gitRef", "refs/heads/main");
        job.put("solutionPath", "Greeter.sln");
        job.put("configuration", "Release");
        job.put("runTests", true);
        job.put("timeoutMinutes", 60);
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("job", job);
        request.put("targetPool", pool);
        request.put("strategy", "Clean");
        request.put("priority", "Normal");
        try {
            return ClientJson.mapper().writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
