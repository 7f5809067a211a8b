package dev.buildserver.agent.cached.build;

import java.util.List;

/** Hears of a build while it goes on. */
public interface Listener {
    /** A line for people. */
    void log(String line);

    /** A line of the logger in MSBuild: an error or a warning. */
    void diagnostic(String line);

    /** The outputs of projects are there, or known. */
    void done(List<String> projects);
}
