package io.tripline.workflows.incident;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is well formed; whether it is carried out is for {@link CaseVerbs}. Pure. */
record CaseWord(
    @Nullable String requestId,
    PersonName by,
    String reason,
    Optional<Severity> severity,
    Optional<LossVerdict> verdict,
    Optional<Cause> cause,
    String text,
    boolean falseAlarm) {
  private static final int LONGEST = 500;
  private static final int LONGEST_ID = 200;

  /** What people may ask for; the word is the one of the command line. */
  enum Verb {
    REGRADE,
    VERDICT,
    CAUSE,
    ESCALATE,
    RETRY,
    RESOLVE,
    ASK;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Throws {@link Refusal} naming what is wrong, and what is allowed. */
  static CaseWord of(Verb verb, @Nullable CaseRequest request) {
    if (request == null) {
      throw new Refusal(verb.word() + ": send {\"by\":\"name\",\"reason\":\"why\"}");
    }
    PersonName by = PersonName.of(request.by(), "by");
    String text = Plain.line(request.text(), LONGEST);
    String reason = Plain.line(request.reason(), LONGEST);
    if (verb == Verb.CAUSE) {
      if (text.isEmpty() && blank(request.cause())) {
        throw new Refusal("text: missing; say what the root cause is, or send a cause");
      }
    } else if (reason.isEmpty()) {
      throw new Refusal("reason: missing; it is kept with the record");
    }
    String id = request.requestId();
    if (id != null && id.length() > LONGEST_ID) {
      throw new Refusal("requestId: at most " + LONGEST_ID + " characters, was " + id.length());
    }
    return new CaseWord(
        blank(id) ? null : id,
        by,
        reason,
        verb == Verb.REGRADE ? Optional.of(severity(request.severity())) : Optional.empty(),
        verb == Verb.VERDICT ? Optional.of(verdict(request.verdict())) : Optional.empty(),
        verb == Verb.CAUSE ? cause(request.cause()) : Optional.empty(),
        text,
        request.falseAlarm());
  }

  private static Severity severity(@Nullable String word) {
    String wanted = upper(word);
    return Arrays.stream(Severity.values())
        .filter(each -> each.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new Refusal("severity: must be P0, P1, P2 or P3, was " + shown(word)));
  }

  private static LossVerdict verdict(@Nullable String word) {
    return switch (upper(word)) {
      case "REAL" -> LossVerdict.REAL;
      case "DATA" -> LossVerdict.DATA;
      default -> throw new Refusal("verdict: must be REAL or DATA, was " + shown(word));
    };
  }

  private static Optional<Cause> cause(@Nullable String word) {
    if (word == null || word.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Cause.parse(word.strip()));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Plain.line(e.getMessage(), LONGEST));
    }
  }

  private static String upper(@Nullable String word) {
    return word == null ? "" : word.strip().toUpperCase(Locale.ROOT);
  }

  private static String shown(@Nullable String word) {
    return blank(word) ? "missing" : Plain.line(word, 40);
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }
}
