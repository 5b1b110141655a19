package io.tripline.workflows.incident;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.EntryKind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which loss people accept who approve a reset. For workflow threads. */
final class AcceptedLoss {
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.snapshot());
  private final Facts facts;
  private final RunSheet sheet;

  AcceptedLoss(Facts facts, RunSheet sheet) {
    this.facts = facts;
    this.sheet = sheet;
  }

  /** As it is now; null where no loss is reset, or nobody knows it. */
  @Nullable BigDecimal now() {
    return facts.dailyLoss() ? loss().orElse(null) : null;
  }

  /** Flat, the loss no longer moves: what was judged then still holds. */
  private Optional<BigDecimal> loss() {
    Optional<BigDecimal> judged =
        facts.judgement().flatMap(judgement -> decimal(judgement.lossFraction()));
    return facts.proof().isPresent() && judged.isPresent() ? judged : lossNow().or(() -> judged);
  }

  private Optional<BigDecimal> lossNow() {
    try {
      return broker
          .snapshot(new Broker.SnapshotRequest(facts.account(), List.of()))
          .account()
          .dayLoss();
    } catch (ActivityFailure e) {
      sheet.record(
          EntryKind.INCIDENT,
          "the incident",
          "the loss could not be read for the plan: " + Fault.detailOf(e),
          Figures.of());
      return Optional.empty();
    }
  }

  private static Optional<BigDecimal> decimal(String text) {
    try {
      return text.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
