package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.LossJudgement;

/** A later verdict on the breach of an epoch. */
public record Assessment(int epoch, LossJudgement judgement) {}
