package io.tripline.worker.laws;

import io.tripline.worker.LawSystem;
import io.tripline.workflows.approval.DecisionRequest;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Side;
import io.tripline.workflows.broker.Symbol;
import io.tripline.workflows.flatten.Flatten;
import io.tripline.workflows.flatten.FlattenNudge;
import io.tripline.workflows.flatten.FlattenProposal;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.Permit;
import io.tripline.workflows.guard.PermitAnswer;
import io.tripline.workflows.guard.PermitRequest;
import io.tripline.workflows.guard.ResetRequest;
import io.tripline.workflows.guard.Settlement;
import io.tripline.workflows.guard.UnblockRequest;
import io.tripline.workflows.incident.CaseRequest;
import io.tripline.workflows.incident.P1Response;
import io.tripline.workflows.incident.Word;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.TripLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/** People who say what they like when they like: too early, too late, twice, with wrong names. */
final class Strangers {
  private static final String STRAY = "session-of-nobody";

  private final RandomGenerator random;
  private final Duration earliest;

  /** They speak once something is wrong. */
  Strangers(RandomGenerator random, Duration earliest) {
    this.random = random;
    this.earliest = earliest;
  }

  /** One act, sometimes repeated word for word later. */
  List<Deed> any() {
    int kind = random.nextInt(16);
    String id = "said-" + Integer.toHexString(random.nextInt());
    Deed first = deed(kind, id);
    if (random.nextInt(3) > 0) {
      return List.of(first);
    }
    Duration later = first.at().plusMillis(random.nextInt(9_000));
    return List.of(first, new Deed(later, first.words() + ", again", first.act()));
  }

  private Deed deed(int kind, String id) {
    return switch (kind) {
      case 0 -> toIncident("anna takes it", p1 -> p1.acknowledge(word(id, "anna")));
      case 1, 2 -> toIncident("anna asks for the reset", p1 -> p1.requestReset(word(id, "anna")));
      case 3, 4 -> toIncident("ben approves", p1 -> p1.decide(decision(id, "approve", "ben")));
      case 5 -> toIncident("anna approves", p1 -> p1.decide(decision(id, "approve", "anna")));
      case 6 -> toIncident("mallory approves", p1 -> p1.decide(decision(id, "approve", "mallory")));
      case 7 -> toIncident("ben denies", p1 -> p1.decision(decision(id, "deny", "ben")));
      case 8 ->
          toIncident(
              "anna calls it wrong data",
              p1 ->
                  p1.judge(
                      new CaseRequest(id, "anna", "I think", null, "DATA", null, null, false)));
      case 9 -> Troubles.byHand(when(), TripLevel.FLATTEN, id);
      case 10 -> toFlatten();
      case 11 -> forgedReset(id);
      case 12, 13, 14 -> strayEntry(id);
      default ->
          new Deed(
              when(),
              "anna unblocks K6",
              system ->
                  system
                      .guard()
                      .unblock(new UnblockRequest(id, KillSwitch.K6, "anna", "I looked")));
    };
  }

  private Deed toIncident(String words, Consumer<P1Response> says) {
    return new Deed(
        when(),
        words,
        system -> {
          for (String id : system.guard().status().incidents()) {
            says.accept(system.incident(id));
          }
        });
  }

  /** The guard is told of an approval that no gate gave. */
  private Deed forgedReset(String id) {
    return new Deed(
        when(),
        "mallory tells the guard that the reset was approved",
        system -> {
          GuardStatus status = system.guard().status();
          for (String incident : status.incidents()) {
            system
                .guard()
                .reset(
                    new ResetRequest(
                        id,
                        system.account(),
                        status.epoch(),
                        incident,
                        List.of("mallory"),
                        "trust me",
                        false,
                        new BigDecimal("0.02"),
                        null));
          }
        });
  }

  /** A session that nobody remembers asks whether it may buy; it never sends what it asks for. */
  private Deed strayEntry(String id) {
    return new Deed(
        when(),
        "a stray session asks for a permit to buy",
        system -> {
          PermitAnswer answer =
              system
                  .guard()
                  .permit(new PermitRequest(id, system.account(), STRAY, strayOrder(), false));
          if (answer instanceof PermitAnswer.Granted(Permit permit)) {
            system
                .guard()
                .settle(
                    new Settlement(
                        system.account(), permit.id(), Settlement.Outcome.NOT_SENT, "stray"));
          }
        });
  }

  private static OrderIntent strayOrder() {
    return new OrderIntent(new Symbol("SPY"), Side.BUY, Quantity.of("1"), null, true);
  }

  private Deed toFlatten() {
    Function<Integer, String> words =
        kind ->
            switch (kind) {
              case 0 -> "anna wants the flatten aborted";
              case 1 -> "ben says he closed by hand";
              default -> "ben pushes the flatten";
            };
    int kind = random.nextInt(3);
    return new Deed(
        when(),
        words.apply(kind),
        system -> {
          Flatten flatten = flatten(system);
          switch (kind) {
            case 0 -> flatten.propose(new FlattenProposal("anna", "I do it", "abort"));
            case 1 -> flatten.handled(new FlattenNudge("ben", "closed at the broker"));
            default -> flatten.retry(new FlattenNudge("ben", "now"));
          }
        });
  }

  static Flatten flatten(LawSystem system) {
    return system.client().newWorkflowStub(Flatten.class, Flatten.idOf(system.account()));
  }

  private Duration when() {
    return earliest.plusMillis(
        random.nextInt((int) (BadDay.HEALED.toMillis() - earliest.toMillis())));
  }

  static Word word(String id, String by) {
    return new Word(id, by, "incident_response", null);
  }

  static DecisionRequest decision(String id, String verdict, String by) {
    return new DecisionRequest(id, null, verdict, by, "I looked", null);
  }
}
