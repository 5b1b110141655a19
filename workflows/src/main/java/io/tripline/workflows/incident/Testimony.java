package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What people have said of one incident so far. Only for its workflow thread; pure. */
final class Testimony {
  private static final String NO_WORKER = "no trading worker answers, which goes first";

  private final List<PeoplesWords.Regraded> regrades = new ArrayList<>();
  private final List<PeoplesWords.Judged> verdicts = new ArrayList<>();
  private PeoplesWords.@Nullable StatedCause cause;
  private PeoplesWords.@Nullable Claim falseAlarm;
  private PeoplesWords.@Nullable Claim over;
  private @Nullable String heldBy;
  private boolean workerLost;

  void regraded(Severity from, Severity to, String by, String reason, Instant at) {
    regrades.add(new PeoplesWords.Regraded(from, to, by, reason, at));
  }

  void judged(LossVerdict verdict, String by, String reason, Instant at) {
    verdicts.add(new PeoplesWords.Judged(verdict, by, reason, at));
  }

  /** The last word of a person on the loss. */
  Optional<PeoplesWords.Judged> verdict() {
    return verdicts.isEmpty() ? Optional.empty() : Optional.of(verdicts.getLast());
  }

  void cause(PeoplesWords.StatedCause stated) {
    cause = stated;
  }

  /** It was no incident; null takes that back. */
  void falseAlarm(PeoplesWords.@Nullable Claim claim) {
    falseAlarm = claim;
  }

  Optional<PeoplesWords.Claim> falseAlarm() {
    return Optional.ofNullable(falseAlarm);
  }

  /** A person ended it, and nothing spoke against that. */
  void over(PeoplesWords.Claim claim) {
    over = claim;
  }

  Optional<PeoplesWords.Claim> over() {
    return Optional.ofNullable(over);
  }

  /** Nothing more is to be waited for. */
  boolean ended() {
    return over != null || falseAlarm != null;
  }

  void heldBy(@Nullable String outage) {
    heldBy = outage;
  }

  /** The outage of the account that goes first. */
  Optional<String> heldBy() {
    return Optional.ofNullable(heldBy);
  }

  /** Its own trading worker died, or answers again. */
  void workerLost(boolean now) {
    workerLost = now;
  }

  boolean workerLost() {
    return workerLost;
  }

  /** What goes before reset and session, in words; empty when nothing does. */
  Optional<String> held() {
    return heldBy()
        .map(outage -> "held by the P0 " + outage + ", which goes first")
        .or(() -> workerLost ? Optional.of(NO_WORKER) : Optional.empty());
  }

  /** What of it asks people anew; equal texts say the same. */
  String dispute() {
    return heldBy
        + "/"
        + workerLost
        + "/"
        + verdicts.size()
        + "/"
        + falseAlarm().map(PeoplesWords.Claim::by).orElse("");
  }

  /** For those who decide on the reset. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    verdict()
        .ifPresent(each ->
            lines.add(
                "%s judges the loss %s: %s".formatted(each.by(), each.verdict(), each.reason())));
    PeoplesWords.StatedCause stated = cause;
    if (stated != null) {
      lines.add("root cause as stated by " + stated.by() + ": " + stated.sentence());
    }
    falseAlarm()
        .ifPresent(each ->
            lines.add(
                "%s says that it was a FALSE ALARM: %s; after the reset it is cancelled, no review"
                    .formatted(each.by(), each.reason())));
    return lines;
  }

  PeoplesWords shown() {
    return new PeoplesWords(regrades, verdicts, cause, falseAlarm, heldBy);
  }
}
