package io.tripline.workflows.review;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.incident.TimelineLine;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said in one review: the sum of its facts, whether they just happened or come from the
 * journal. Pure; only for one thread.
 */
final class ReviewBook {
  private final List<Point> corrections = new ArrayList<>();
  private final List<Point> factors = new ArrayList<>();
  private final List<Point> lessons = new ArrayList<>();
  private final Map<Integer, ActionItem> actions = new LinkedHashMap<>();
  private final Map<String, Signature> signatures = new LinkedHashMap<>();
  private final Map<String, Answered> answered = new LinkedHashMap<>();
  private final List<TimelineLine> timeline = new ArrayList<>();
  private @Nullable Instant openedAt;
  private @Nullable Instant dueAt;
  private @Nullable Point rootCause;
  private @Nullable RunbookNeed runbook;
  private @Nullable Point noAction;
  private boolean signed;
  private boolean closed;
  private boolean ended;
  private boolean changedSinceReport;
  private String reportPath = "";
  private int version;

  /** A message that was answered: the same id with the same digest is the same message. */
  record Answered(String digest, String line, int number) {}

  /** Takes the next fact. */
  void apply(ReviewFact fact) {
    version++;
    timeline.add(new TimelineLine(fact.at(), fact.by(), fact.line()));
    if (fact.event().changesTheContent() && !signed) {
      signatures.clear();
    }
    Point point = new Point(fact.get("text"), fact.by(), fact.at());
    switch (fact.event()) {
      case OPENED -> {
        openedAt = fact.at();
        dueAt = instant(fact.get("dueAt"));
      }
      case CAUSE -> rootCause = point;
      case FACTOR -> factors.add(point);
      case LESSON -> lessons.add(point);
      case RUNBOOK -> runbook = new RunbookNeed(fact.get("needed").equals("yes"), point);
      case REPORT -> corrections.add(point);
      case ACTION_ADDED, ACTION_ASSIGNED, ACTION_DONE -> applyAction(fact, point);
      case NO_ACTION -> noAction = point;
      case SIGNED -> {
        signatures.put(
            new PersonName(fact.by()).key(),
            new Signature(fact.by(), fact.at(), fact.get("reason")));
        signed |= fact.get("complete").equals("yes");
      }
      case CLOSED -> {
        signed = true;
        closed = true;
        changedSinceReport = false;
        reportPath = fact.get("path");
      }
      case RESUMED -> ended = false;
      case ENDED -> {
        ended = true;
        changedSinceReport = false;
        reportPath = fact.get("path");
      }
      case REFUSED -> {
        // Kept in the timeline; it changes nothing.
      }
    }
    if (!fact.get("requestId").isEmpty()) {
      answered.put(
          fact.get("requestId"), new Answered(fact.get("said"), fact.line(), fact.number()));
    }
  }

  private void applyAction(ReviewFact fact, Point point) {
    changedSinceReport = true;
    ended = false;
    int number = fact.number();
    String owner = fact.get("owner").isEmpty() ? null : fact.get("owner");
    ActionItem known = actions.get(number);
    if (fact.event() == ReviewEvent.ACTION_ADDED) {
      noAction = null;
      actions.put(
          number,
          new ActionItem(number, fact.get("text"), owner, day(fact.get("due")), point, null, ""));
    } else if (known != null && fact.event() == ReviewEvent.ACTION_ASSIGNED) {
      actions.put(number, known.assigned(owner, day(fact.get("due"))));
    } else if (known != null) {
      actions.put(number, known.finished(point, fact.get("text")));
    }
  }

  private static @Nullable Instant instant(String text) {
    try {
      return text.isEmpty() ? null : Instant.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return text.isEmpty() ? null : LocalDate.parse(text);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** How a message of this id was answered before. */
  Optional<Answered> answered(@Nullable String requestId) {
    return requestId == null ? Optional.empty() : Optional.ofNullable(answered.get(requestId));
  }

  /**
   * What must still be there before anybody can sign.
   *
   * @param doneNeedsNobody whether an action item that is done needs neither owner nor day, which
   *     nobody could give it any more; runs from before ask for both
   */
  List<String> missing(boolean reportWritten, boolean doneNeedsNobody) {
    List<String> missing = new ArrayList<>();
    if (!reportWritten && corrections.isEmpty()) {
      missing.add("the incident report: none is on record, say what it should hold");
    }
    if (rootCause == null) {
      missing.add("the root cause");
    }
    if (lessons.isEmpty()) {
      missing.add("a lesson");
    }
    if (runbook == null) {
      missing.add("whether the runbook needs an update");
    }
    if (actions.isEmpty() && noAction == null) {
      missing.add("an action item, or why none is needed");
    }
    for (ActionItem action : actions.values()) {
      if (doneNeedsNobody && !action.open()) {
        continue;
      }
      if (action.owner() == null) {
        missing.add("the owner of action " + action.number());
      }
      if (action.due() == null) {
        missing.add("the due date of action " + action.number());
      }
    }
    return missing;
  }

  ReviewState state() {
    if (closed) {
      return openActions().isEmpty() ? ReviewState.DONE : ReviewState.CLOSED;
    }
    if (signed) {
      return ReviewState.SIGNED;
    }
    return signatures.isEmpty() ? ReviewState.OPEN : ReviewState.PARTLY_SIGNED;
  }

  /** Counts facts; changes with each. */
  int version() {
    return version;
  }

  boolean opened() {
    return openedAt != null;
  }

  boolean signed() {
    return signed;
  }

  boolean closed() {
    return closed;
  }

  boolean ended() {
    return ended;
  }

  /** True when an action item changed after the report was written. */
  boolean changedSinceReport() {
    return changedSinceReport;
  }

  @Nullable Instant openedAt() {
    return openedAt;
  }

  @Nullable Instant dueAt() {
    return dueAt;
  }

  List<Point> corrections() {
    return List.copyOf(corrections);
  }

  @Nullable Point rootCause() {
    return rootCause;
  }

  List<Point> factors() {
    return List.copyOf(factors);
  }

  List<Point> lessons() {
    return List.copyOf(lessons);
  }

  @Nullable RunbookNeed runbook() {
    return runbook;
  }

  @Nullable Point noAction() {
    return noAction;
  }

  List<ActionItem> actions() {
    return List.copyOf(actions.values());
  }

  Optional<ActionItem> action(int number) {
    return Optional.ofNullable(actions.get(number));
  }

  List<ActionItem> openActions() {
    return actions.values().stream().filter(ActionItem::open).toList();
  }

  List<Signature> signatures() {
    return List.copyOf(signatures.values());
  }

  Optional<Signature> signatureOf(PersonName person) {
    return Optional.ofNullable(signatures.get(person.key()));
  }

  List<TimelineLine> timeline() {
    return List.copyOf(timeline);
  }

  String reportPath() {
    return reportPath;
  }
}
