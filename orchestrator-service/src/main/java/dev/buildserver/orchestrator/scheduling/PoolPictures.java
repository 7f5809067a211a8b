package dev.buildserver.orchestrator.scheduling;

/** Where pictures of pools come from. */
public interface PoolPictures {
    /** A pool as it is now. */
    PoolPicture take(String pool);
}
