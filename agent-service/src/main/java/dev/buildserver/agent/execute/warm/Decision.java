package dev.buildserver.agent.execute.warm;

/**
 * What has to be done in a workspace.
 *
 * @param restore whether packages have to be restored
 * @param anew whether all has to be compiled, whatever lies there
 * @param reason for people
 */
public record Decision(boolean restore, boolean anew, String reason) {
    /** Nothing of what lies there is used. */
    public static Decision everything(String reason) {
        return new Decision(true, true, reason);
    }
}
