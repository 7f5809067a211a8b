package dev.buildserver.standalone.folder;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Who runs in a data folder.
 *
 * @param ready whether a build could run
 * @param url of the gateway; null until its port is known
 * @param children all processes that the launcher started
 */
public record RunRecord(
        ProcessIdentity launcher, boolean ready, String url, List<ProcessIdentity> children) {
    public RunRecord {
        children = children == null ? List.of() : List.copyOf(children);
    }

    @JsonIgnore
    public boolean isAlive() {
        return launcher.isAlive();
    }
}
