package io.tripline.workflows.approval;

import io.tripline.workflows.fault.Refusal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A decision that is well formed; whether it counts is for {@link Approvals}. */
record CheckedDecision(
    @Nullable String requestId,
    @Nullable String gate,
    boolean approve,
    PersonName by,
    String reason,
    @Nullable String digest,
    @Nullable String incident) {
  private static final int LONGEST_REASON = 500;
  private static final int LONGEST_ID = 200;

  /** Throws {@link Refusal} naming what is wrong. */
  static CheckedDecision of(@Nullable DecisionRequest request) {
    if (request == null) {
      throw new Refusal("decision: missing; send {\"verdict\":\"approve|deny\",\"by\":\"name\"}");
    }
    String verdict =
        request.verdict() == null ? "" : request.verdict().strip().toLowerCase(Locale.ROOT);
    if (!verdict.equals("approve") && !verdict.equals("deny")) {
      throw new Refusal("verdict: must be approve or deny, was " + shorten(verdict));
    }
    PersonName by = PersonName.of(request.by(), "by");
    String reason = request.reason() == null ? "" : oneLine(request.reason());
    if (reason.length() > LONGEST_REASON) {
      throw new Refusal(
          "reason: at most " + LONGEST_REASON + " characters, was " + reason.length());
    }
    return new CheckedDecision(
        id(request.requestId(), "requestId"),
        id(request.gate(), "gate"),
        verdict.equals("approve"),
        by,
        reason,
        id(request.digest(), "digest"),
        id(request.incident(), "incident"));
  }

  String verdict() {
    return approve ? "approve" : "deny";
  }

  /** True when both are the same message, whatever their reasons say. */
  boolean saysTheSameAs(CheckedDecision other) {
    return approve == other.approve && by.is(other.by);
  }

  private static @Nullable String id(@Nullable String text, String component) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String id = text.strip();
    if (id.length() > LONGEST_ID || !PersonName.visible(id)) {
      throw new Refusal(component + ": at most " + LONGEST_ID + " visible characters");
    }
    return id;
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
  }

  private static String shorten(String text) {
    if (text.isEmpty()) {
      return "missing";
    }
    String line = oneLine(text);
    return line.length() > 40 ? line.substring(0, 40) + "…" : line;
  }
}
