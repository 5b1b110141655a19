package io.tripline.workflows.incident;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.SessionPolicy;
import io.tripline.workflows.approval.ApprovalPolicy;
import io.tripline.workflows.approval.Approver;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.guard.Dispatch;
import io.tripline.workflows.guard.IncidentBrief;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.FlattenNotice;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import io.tripline.workflows.proof.SymbolProof;
import io.tripline.workflows.runbook.IncidentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The data of one bad Tuesday: 24 November 2026, 10:00 in New York. */
final class P1Cases {
  static final AccountName ACCOUNT = new AccountName("paper");
  static final String ID = "incident-paper-daily-loss-2026-11-24-1";
  static final Instant TRIPPED = Instant.parse("2026-11-24T15:00:00Z");

  private P1Cases() {}

  static AccountPolicy policy(String... roster) {
    return new AccountPolicy(
        ACCOUNT,
        Environment.SIMULATOR,
        Scope.EVERYTHING,
        Limits.DEFAULT,
        SessionPolicy.DEFAULT,
        ApprovalPolicy.of(List.of(roster).stream().map(Approver::new).toList()),
        List.of(new Contact("owner", "alice", "alice@example.org")),
        Duration.ofHours(1),
        true,
        true,
        "cafe0123",
        true,
        "",
        "default");
  }

  static AccountPolicy policy() {
    return policy("alice", "bob", "carol");
  }

  /** The hash of the P1 document is known. */
  static AccountPolicy documented() {
    AccountPolicy usual = policy();
    return new AccountPolicy(
        usual.account(),
        usual.environment(),
        usual.scope(),
        usual.limits(),
        usual.session(),
        usual.approvals(),
        usual.contacts(),
        usual.responseTimeP1(),
        usual.probation(),
        usual.autoReset(),
        usual.configurationHash(),
        usual.drill(),
        usual.uiAddress(),
        usual.namespace(),
        usual.review(),
        usual.outage(),
        usual.response().with(Map.of("p1-trading-halted", "beef4711")),
        usual.ownership());
  }

  static AccountPolicy trading() {
    AccountPolicy watching = policy();
    SessionPolicy session = SessionPolicy.DEFAULT;
    return new AccountPolicy(
        watching.account(),
        watching.environment(),
        watching.scope(),
        watching.limits(),
        new SessionPolicy(
            true,
            session.strategy(),
            session.symbol(),
            session.exposure(),
            session.entryCutoff(),
            session.fillPatience()),
        watching.approvals(),
        watching.contacts(),
        watching.responseTimeP1(),
        watching.probation(),
        watching.autoReset(),
        watching.configurationHash(),
        watching.drill(),
        watching.uiAddress(),
        watching.namespace());
  }

  static IncidentBrief brief(KillSwitch killSwitch, TripLevel level, int epoch) {
    return brief(ID, policy(), killSwitch, level, epoch);
  }

  static IncidentBrief brief(
      String id, AccountPolicy policy, KillSwitch killSwitch, TripLevel level, int epoch) {
    return brief(id, policy, killSwitch, level, epoch, 0);
  }

  static IncidentBrief brief(
      String id,
      AccountPolicy policy,
      KillSwitch killSwitch,
      TripLevel level,
      int epoch,
      int further) {
    @Nullable Observation seen =
        killSwitch == KillSwitch.K13
            ? null
            : new Observation(
                killSwitch,
                Check.FAIL,
                "2.31 %",
                "2.00 %",
                Map.of("equity", "97690"),
                TRIPPED,
                TRIPPED);
    return new IncidentBrief(
        new IncidentId(id),
        policy,
        killSwitch,
        level,
        epoch,
        TradingDay.parse("2026-11-24"),
        seen,
        seen == null ? "alice" : "watch",
        seen == null ? "strange fills" : "loss 2.31 % [limit 2.00 %]",
        TRIPPED,
        TRIPPED,
        further);
  }

  static IncidentBrief dailyLoss() {
    return brief(KillSwitch.K1, TripLevel.FLATTEN, 1);
  }

  static Dispatch.FlattenFor flat(Instant provenAt) {
    ProofOfFlat proof =
        new ProofOfFlat(
            ACCOUNT,
            "every symbol",
            List.of(new FlatRead(provenAt.minusSeconds(2), 0, 0), new FlatRead(provenAt, 0, 0)),
            List.of(
                new SymbolProof(
                    new Symbol("SPY"),
                    Quantity.ZERO,
                    Quantity.of("140"),
                    Quantity.of("140"),
                    Quantity.ZERO)),
            List.of("flat-1-1"),
            "641.2",
            provenAt,
            provenAt);
    return ended(new FlattenResult.ProvenFlat(proof));
  }

  static Dispatch.FlattenFor ended(FlattenResult result) {
    return new Dispatch.FlattenFor(
        ID, 1, new FlattenNotice("r1", FlattenNotice.Stage.ENDED, "ended", result, TRIPPED));
  }

  static Dispatch.FlattenFor stage(FlattenNotice.Stage stage, String detail) {
    return new Dispatch.FlattenFor(ID, 1, new FlattenNotice("r1", stage, detail, null, TRIPPED));
  }

  static Word word(String by, String reason) {
    return new Word(null, by, reason, null);
  }

  static DecisionRequest says(String id, String by, String verdict, String gate) {
    return new DecisionRequest(id, gate, verdict, by, "looked at it [twice]", null);
  }
}
