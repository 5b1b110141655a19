package io.tripline.cli.status;

import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.ActionRow;
import io.tripline.activities.journal.ReviewRow;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.review.KnownReviews;
import io.tripline.workflows.broker.AccountName;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reviews that nobody signed, and action items whose day is over, by the journal.
 *
 * @param problem why it could not be read; empty when it could
 */
record ReviewPart(List<ReviewRow> unsigned, List<ActionRow> late, Instant now, String problem) {
  /** Looks; a failure is part of the answer. */
  static ReviewPart look(Installation installation, AccountName account, Instant now) {
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    try {
      KnownReviews known = KnownReviews.of(installation);
      return new ReviewPart(
          known.reviews().stream()
              .filter(each -> each.open() && each.account().equals(account.value()))
              .toList(),
          known.actions().stream()
              .filter(each -> each.overdue(today) && each.account().equals(account.value()))
              .toList(),
          now,
          "");
    } catch (CommandFailure | ApplicationFailure e) {
      return new ReviewPart(List.of(), List.of(), now, String.valueOf(e.getMessage()));
    }
  }

  /** In words; nothing where nothing is due. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (!problem.isEmpty()) {
      lines.add("reviews     not seen: " + problem);
    }
    for (ReviewRow each : unsigned) {
      lines.add(
          "review      "
              + each.incident()
              + " is not signed; due by "
              + each.dueAt()
              + (overdue(each) ? ", OVERDUE" : ""));
    }
    for (ActionRow each : late) {
      lines.add(
          "action      OVERDUE since "
              + each.due()
              + ": "
              + each.incident()
              + " "
              + each.number()
              + ", owner "
              + (each.owner().isEmpty() ? "nobody" : each.owner())
              + ": "
              + each.text());
    }
    return lines;
  }

  private boolean overdue(ReviewRow review) {
    return !review.dueAt().isEmpty() && !now.isBefore(Instant.parse(review.dueAt()));
  }

  /** The next command for it, if any. */
  List<String> next() {
    if (!unsigned.isEmpty()) {
      return List.of("./tripline review show " + unsigned.get(0).incident());
    }
    return late.isEmpty() ? List.of() : List.of("./tripline review action list --open");
  }

  /** Unsigned reviews as data. */
  List<Map<String, Object>> reviews() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ReviewRow each : unsigned) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("incident", each.incident());
      one.put("dueAt", each.dueAt());
      one.put("overdue", overdue(each));
      all.add(one);
    }
    return all;
  }

  /** Overdue action items as data. */
  List<Map<String, Object>> overdue() {
    List<Map<String, Object>> all = new ArrayList<>();
    for (ActionRow each : late) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("incident", each.incident());
      one.put("number", each.number());
      one.put("owner", each.owner());
      one.put("due", each.due());
      one.put("text", each.text());
      all.add(one);
    }
    return all;
  }
}
