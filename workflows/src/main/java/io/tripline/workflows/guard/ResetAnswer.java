package io.tripline.workflows.guard;

import io.tripline.workflows.killswitch.Ladder;

/** The halt is lifted; a new epoch has begun. */
public record ResetAnswer(int epoch, Ladder ladder, String sentence) {}
