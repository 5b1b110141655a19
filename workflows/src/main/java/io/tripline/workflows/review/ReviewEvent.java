package io.tripline.workflows.review;

import io.tripline.workflows.journal.EntryKind;
import java.util.Locale;
import java.util.Optional;

/** What can happen in a review; the word stands in its journal entries. */
enum ReviewEvent {
  OPENED,
  RESUMED,
  CAUSE,
  FACTOR,
  LESSON,
  RUNBOOK,
  REPORT,
  ACTION_ADDED,
  ACTION_ASSIGNED,
  ACTION_DONE,
  NO_ACTION,
  SIGNED,
  CLOSED,
  REFUSED,
  ENDED;

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  EntryKind kind() {
    return switch (this) {
      case ACTION_ADDED, ACTION_ASSIGNED, ACTION_DONE -> EntryKind.ACTION;
      case OPENED,
          RESUMED,
          CAUSE,
          FACTOR,
          LESSON,
          RUNBOOK,
          REPORT,
          NO_ACTION,
          SIGNED,
          CLOSED,
          REFUSED,
          ENDED ->
          EntryKind.REVIEW;
    };
  }

  /** True for what those who sign put their name to. */
  boolean changesTheContent() {
    return switch (this) {
      case CAUSE, FACTOR, LESSON, RUNBOOK, REPORT, ACTION_ADDED, ACTION_ASSIGNED, NO_ACTION -> true;
      case OPENED, RESUMED, ACTION_DONE, SIGNED, CLOSED, REFUSED, ENDED -> false;
    };
  }

  static Optional<ReviewEvent> of(String word) {
    for (ReviewEvent event : values()) {
      if (event.word().equals(word)) {
        return Optional.of(event);
      }
    }
    return Optional.empty();
  }
}
