package io.tripline.workflows.incident;

import io.temporal.activity.ActivityInterface;

/** How an incident reaches its review, which is never a child that could die with it. */
@ActivityInterface(namePrefix = "Reviews")
public interface Reviews {
  /** Starts the review; one that runs or has ended already is no failure. */
  void open(ReviewOrder order);
}
