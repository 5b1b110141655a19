package io.tripline.workflows.review;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Fault;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a well-formed message to a review leads to. Pure: it changes nothing itself. */
final class ReviewRules {
  private final ReviewBook book;
  private final boolean reportWritten;
  private final String responder;
  private final boolean assignedOnceSigned;
  private final boolean doneNeedsNobody;
  private final Map<String, String> roster = new LinkedHashMap<>();

  /**
   * What holds in this review.
   *
   * @param version from 1 on an action item that comes after the signature needs owner and due date
   *     at once; from 2 on one that is done needs neither
   */
  ReviewRules(ReviewBook book, CaseFile file, List<String> roster, int version) {
    this.book = book;
    this.reportWritten = !file.report().isEmpty();
    this.responder = file.responder();
    this.assignedOnceSigned = version >= 1;
    this.doneNeedsNobody = version >= 2;
    roster.forEach(name -> this.roster.putIfAbsent(new PersonName(name).key(), name));
  }

  /** What becomes of a message. */
  sealed interface Ruling {
    /** It counts: this happens. */
    record Counts(ReviewFact fact, int number) implements Ruling {}

    /** It was said before; nothing changes. */
    record Repeated(String sentence, int number) implements Ruling {}

    /** It does not count; the refusal is kept. */
    record Refused(Fault fault, String sentence) implements Ruling {}
  }

  List<String> missing() {
    return book.missing(reportWritten, doneNeedsNobody);
  }

  Ruling say(Checked.Said said, Instant now) {
    Optional<Ruling> before = before(said.requestId(), said.digest());
    if (before.isPresent()) {
      return before.get();
    }
    if (book.signed()) {
      return new Ruling.Refused(
          Fault.TOO_LATE, "the review was signed by " + signers() + "; what it says is closed");
    }
    if (known(said)) {
      return new Ruling.Repeated("The review says so already.", 0);
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("text", said.text());
    ReviewEvent event =
        switch (said.topic()) {
          case CAUSE -> ReviewEvent.CAUSE;
          case FACTOR -> ReviewEvent.FACTOR;
          case LESSON -> ReviewEvent.LESSON;
          case REPORT -> ReviewEvent.REPORT;
          case RUNBOOK -> {
            data.put("needed", said.needed() ? "yes" : "no");
            yield ReviewEvent.RUNBOOK;
          }
        };
    String line = heading(said) + ": " + said.text() + lapse();
    return counts(event, said.by(), now, line, data, said.requestId(), said.digest(), 0);
  }

  private static String heading(Checked.Said said) {
    return switch (said.topic()) {
      case CAUSE -> "root cause";
      case FACTOR -> "contributing factor";
      case LESSON -> "lesson";
      case REPORT -> "correction of the incident report";
      case RUNBOOK -> said.needed() ? "the runbook needs an update" : "the runbook stays";
    };
  }

  private boolean known(Checked.Said said) {
    RunbookNeed runbook = book.runbook();
    return switch (said.topic()) {
      case CAUSE -> holds(book.rootCause(), said.text());
      case FACTOR -> book.factors().stream().anyMatch(each -> holds(each, said.text()));
      case LESSON -> book.lessons().stream().anyMatch(each -> holds(each, said.text()));
      case REPORT -> book.corrections().stream().anyMatch(each -> holds(each, said.text()));
      case RUNBOOK ->
          runbook != null && runbook.needed() == said.needed() && holds(runbook.why(), said.text());
    };
  }

  private static boolean holds(@Nullable Point point, String text) {
    return point != null && point.text().equals(text);
  }

  Ruling action(Checked.Asked asked, Instant now) {
    Optional<Ruling> before = before(asked.requestId(), asked.digest());
    if (before.isPresent()) {
      return before.get();
    }
    LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
    LocalDate due = asked.due();
    if (due != null && due.isBefore(today) && asked.verb() != Checked.Verb.DONE) {
      return new Ruling.Refused(
          Fault.INVALID_INPUT, "due: must be " + today + " (today, UTC) or later, was " + due);
    }
    return switch (asked.verb()) {
      case ADD -> add(asked, now);
      case ASSIGN -> assign(asked, now);
      case DONE -> done(asked, now);
      case NONE -> none(asked, now);
    };
  }

  private Ruling add(Checked.Asked asked, Instant now) {
    Optional<ActionItem> same =
        book.openActions().stream().filter(each -> each.text().equals(asked.text())).findFirst();
    if (same.isPresent()) {
      return new Ruling.Repeated(
          "That is action " + same.get().number() + " already.", same.get().number());
    }
    if (assignedOnceSigned && book.signed() && (asked.owner() == null || asked.due() == null)) {
      return new Ruling.Refused(
          Fault.INVALID_INPUT,
          (asked.owner() == null ? asked.due() == null ? "owner and due" : "owner" : "due")
              + ": missing; the review was signed, so nobody would ask for it later");
    }
    int number = book.actions().size() + 1;
    Map<String, String> data = new LinkedHashMap<>();
    data.put("number", String.valueOf(number));
    data.put("text", asked.text());
    assignment(data, asked);
    String line =
        "action " + number + " added: " + asked.text() + assigned(asked) + afterSigning() + lapse();
    return counts(
        ReviewEvent.ACTION_ADDED,
        asked.by(),
        now,
        line,
        data,
        asked.requestId(),
        asked.digest(),
        number);
  }

  private Ruling assign(Checked.Asked asked, Instant now) {
    Optional<ActionItem> found = book.action(asked.number());
    if (found.isEmpty()) {
      return unknown(asked);
    }
    if (!found.get().open()) {
      return new Ruling.Refused(
          Fault.TOO_LATE, "action " + asked.number() + " is done; nobody is needed for it");
    }
    boolean same =
        (asked.owner() == null || asked.owner().equals(found.get().owner()))
            && (asked.due() == null || asked.due().equals(found.get().due()));
    if (same) {
      return new Ruling.Repeated(
          "Action " + asked.number() + " has that owner and day already.", asked.number());
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("number", String.valueOf(asked.number()));
    assignment(data, asked);
    String line = "action " + asked.number() + " assigned" + assigned(asked) + lapse();
    return counts(
        ReviewEvent.ACTION_ASSIGNED,
        asked.by(),
        now,
        line,
        data,
        asked.requestId(),
        asked.digest(),
        asked.number());
  }

  private Ruling done(Checked.Asked asked, Instant now) {
    Optional<ActionItem> found = book.action(asked.number());
    if (found.isEmpty()) {
      return unknown(asked);
    }
    Point before = found.get().done();
    if (before != null) {
      return new Ruling.Repeated(
          "Action " + asked.number() + " was done already, says " + before.by() + ".",
          asked.number());
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("number", String.valueOf(asked.number()));
    data.put("text", asked.text());
    String line =
        "action "
            + asked.number()
            + " done: "
            + found.get().text()
            + (asked.text().isEmpty() ? "" : " (" + asked.text() + ")");
    return counts(
        ReviewEvent.ACTION_DONE,
        asked.by(),
        now,
        line,
        data,
        asked.requestId(),
        asked.digest(),
        asked.number());
  }

  private Ruling none(Checked.Asked asked, Instant now) {
    if (book.signed()) {
      return new Ruling.Refused(Fault.TOO_LATE, "the review was signed by " + signers());
    }
    if (!book.actions().isEmpty()) {
      return new Ruling.Refused(
          Fault.CONFLICT, "there are action items already: 1 to " + book.actions().size());
    }
    if (holds(book.noAction(), asked.text())) {
      return new Ruling.Repeated("The review says so already.", 0);
    }
    Map<String, String> data = new LinkedHashMap<>();
    data.put("text", asked.text());
    String line = "no action item is needed: " + asked.text() + lapse();
    return counts(
        ReviewEvent.NO_ACTION, asked.by(), now, line, data, asked.requestId(), asked.digest(), 0);
  }

  private Ruling unknown(Checked.Asked asked) {
    int count = book.actions().size();
    return new Ruling.Refused(
        Fault.NOT_FOUND,
        "number: must be "
            + (count == 0 ? "that of an action item, and there is none yet" : "1 to " + count)
            + ", was "
            + asked.number());
  }

  Ruling sign(Checked.Signed asked, Instant now) {
    Optional<Ruling> before = before(asked.requestId(), asked.digest());
    if (before.isPresent()) {
      return before.get();
    }
    String person = roster.get(asked.by().key());
    if (person == null) {
      return new Ruling.Refused(
          Fault.NOT_ON_LIST,
          asked.by()
              + " is not on the list of people who may sign; they are: "
              + String.join(", ", roster.values()));
    }
    if (book.signatureOf(asked.by()).isPresent()) {
      return new Ruling.Repeated(person + " signed already." + othersNeeded(), 0);
    }
    if (book.signed()) {
      return new Ruling.Refused(Fault.TOO_LATE, "the review was signed by " + signers());
    }
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      return new Ruling.Refused(
          Fault.NOT_READY, "can't be signed yet, missing: " + String.join("; ", missing));
    }
    boolean complete = !book.signatures().isEmpty() || !alone(asked.by());
    Map<String, String> data = new LinkedHashMap<>();
    data.put("complete", complete ? "yes" : "no");
    data.put("reason", asked.reason());
    String line =
        "signed by "
            + person
            + (asked.reason().isEmpty() ? "" : ": " + asked.reason())
            + (complete ? "" : " (the responder, whose signature alone is not enough)");
    return counts(
        ReviewEvent.SIGNED,
        new PersonName(person),
        now,
        line,
        data,
        asked.requestId(),
        asked.digest(),
        0);
  }

  /** The responder should not be the only one who looks at it, where there is anybody else. */
  private boolean alone(PersonName by) {
    return roster.size() > 1 && !responder.isEmpty() && new PersonName(responder).is(by);
  }

  /** Who may complete a signature of the responder; empty when nothing is needed. */
  String othersNeeded() {
    if (book.signed() || book.signatures().isEmpty()) {
      return "";
    }
    return " Another person must sign, too: "
        + String.join(
            " or ",
            roster.entrySet().stream()
                .filter(each -> book.signatureOf(new PersonName(each.getValue())).isEmpty())
                .map(Map.Entry::getValue)
                .toList())
        + ".";
  }

  private Optional<Ruling> before(@Nullable String requestId, String digest) {
    return book.answered(requestId)
        .map(answered ->
            answered.digest().equals(digest)
                ? new Ruling.Repeated(
                    "Taken before: " + answered.line() + "." + othersNeeded(), answered.number())
                : new Ruling.Refused(
                    Fault.CONFLICT,
                    "requestId: " + requestId + " was used before, for something else"));
  }

  private static Ruling counts(
      ReviewEvent event,
      PersonName by,
      Instant now,
      String line,
      Map<String, String> data,
      @Nullable String requestId,
      String digest,
      int number) {
    if (requestId != null) {
      data.put("requestId", requestId);
      data.put("said", digest);
    }
    return new Ruling.Counts(new ReviewFact(event, by.shown(), now, line, data), number);
  }

  private static void assignment(Map<String, String> data, Checked.Asked asked) {
    if (asked.owner() != null) {
      data.put("owner", asked.owner());
    }
    if (asked.due() != null) {
      data.put("due", asked.due().toString());
    }
  }

  private static String assigned(Checked.Asked asked) {
    return (asked.owner() == null ? "" : ", owner " + asked.owner())
        + (asked.due() == null ? "" : ", due " + asked.due());
  }

  private String afterSigning() {
    return book.signed() ? " (after the review was signed)" : "";
  }

  /** Who signed put a name to what stood there then. */
  private String lapse() {
    return book.signed() || book.signatures().isEmpty()
        ? ""
        : "; the signature of " + signers() + " lapses, because the review changed";
  }

  private String signers() {
    return String.join(" and ", book.signatures().stream().map(Signature::by).toList());
  }
}
