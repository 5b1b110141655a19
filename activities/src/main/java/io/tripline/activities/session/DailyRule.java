package io.tripline.activities.session;

import io.tripline.workflows.session.Strategy;

/** A rule on complete daily bars: pure, so the same question has the same answer. */
@FunctionalInterface
public interface DailyRule {
  /** The target for the day. */
  Strategy.Target decide(Strategy.Question question);
}
