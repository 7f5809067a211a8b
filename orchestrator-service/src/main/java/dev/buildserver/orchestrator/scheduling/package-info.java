/**
 * How a build is to be done and when: the choice of its strategy, what is learnt of durations, and
 * the forecast of its start and end. Enter at {@link Schedule}. The future of a pool is simulated
 * from a picture of it ({@link PoolPicture}) in {@link Outlook}; what builds take is learnt by
 * {@link DurationLearner}.
 */
package dev.buildserver.orchestrator.scheduling;
