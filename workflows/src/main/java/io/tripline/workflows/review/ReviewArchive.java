package io.tripline.workflows.review;

import io.temporal.activity.ActivityInterface;

/** The journal as a review reads it. */
@ActivityInterface(namePrefix = "ReviewArchive")
public interface ReviewArchive {
  /**
   * Every entry of an incident about its course, evidence, orders, report, decisions, review and
   * action items, ascending.
   */
  ReviewPast past(String incident);
}
