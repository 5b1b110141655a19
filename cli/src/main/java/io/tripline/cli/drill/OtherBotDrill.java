package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.guard.Guarding;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.runbook.P1Step;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Somebody else's bot trades the account ({@code trader: other}, scope SPY): it buys SPY and QQQ,
 * the market falls, the account is halted, and the bot goes on ordering.
 */
final class OtherBotDrill implements Rehearsal {
  private static final int FALL_BPS = -270;
  private static final Duration FALL_OVER = Duration.ofSeconds(20);
  private static final BigDecimal LIMIT = new BigDecimal("0.02");
  private static final BigDecimal SHARE = new BigDecimal("0.92");
  private static final String OUTSIDE_HELD = "5";

  /** A watch that spares the budget while it flattens looks each 8 s. */
  private static final Duration AS_THEY_APPEAR = Duration.ofSeconds(20);

  /** So many orders that arrive after the proof of flat are to be cancelled. */
  private static final int AFTER_PROOF = 4;

  private final Stage stage;
  private final RunState.SimulatorAt at;
  private boolean botStopped;
  private boolean dayMoved;
  private Optional<Instant> provenAt = Optional.empty();

  OtherBotDrill(Stage stage) {
    this.stage = stage;
    this.at = stage.system().simulator().orElseThrow();
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    String hash = guarded();
    try (OtherBot bot = OtherBot.start(stage.place(), at, shares(), OUTSIDE_HELD, stage::say)) {
      Waiting.until(
          "the other bot holds SPY and QQQ and has an order resting outside the scope",
          Duration.ofMinutes(2),
          () ->
              held(DrillPlace.SYMBOL).signum() > 0
                  && held("QQQ").compareTo(new BigDecimal(OUTSIDE_HELD)) == 0
                  && rests("bot-outside-resting"));
      Instant crossedAt = fall();
      String incident =
          stage.awaitTrip("three readings over 30 s confirm the breach", Duration.ofMinutes(3));
      Follow follow = stage.follow();
      IncidentView last = follow.toTheEnd(incident, view -> turn(view, bot));
      return stage
          .judge()
          .judge(
              new Judge.Course(KillSwitch.K1, incident, last, follow.sent(), hash, crossedAt),
              (verdict, evidence) -> {
                verdict.found("who the other bot is", true, bot.what());
                closed(verdict, evidence);
                cancelled(verdict, evidence);
                outside(verdict, evidence.broker());
                verdict.flattenCompleted(evidence.flattenRuns());
                List<String> ours =
                    accepted(stage.market().requests()).stream()
                        .map(each -> each.path("order").path("clientOrderId").asText())
                        .filter(id -> !id.startsWith("bot-") && !id.startsWith("flat-"))
                        .toList();
                verdict.found("no session of ours traded", ours.isEmpty(), "other orders: " + ours);
              });
    }
  }

  private String guarded() throws InterruptedException {
    stage.say("drill: starting the guard; trader: other, scope SPY");
    Guarding.start(stage.system().temporal(), DrillPlace.ACCOUNT, null);
    Waiting.until(
        "the guard's first clean reading",
        Duration.ofSeconds(90),
        () -> stage.status().map(each -> !each.isHalted()).orElse(false));
    return stage
        .status()
        .map(GuardStatus::policy)
        .orElseThrow(() -> new CommandFailure(ExitCode.FAILED, "the guard does not answer"))
        .configurationHash();
  }

  private String shares() {
    BigDecimal equity = new BigDecimal(stage.broker().get("/v2/account").path("equity").asText());
    BigDecimal price =
        new BigDecimal(
            stage
                .broker()
                .get("/v2/stocks/" + DrillPlace.SYMBOL + "/snapshot")
                .path("latestTrade")
                .path("p")
                .asText());
    return equity.multiply(SHARE).divide(price, 0, RoundingMode.DOWN).toPlainString();
  }

  private Instant fall() throws InterruptedException {
    stage.say("drill: the market falls by 2.70 %; the limit is a loss of 2 % on the day");
    stage.market().slide(DrillPlace.SYMBOL, FALL_BPS, FALL_OVER);
    Waiting.until(
        "the loss crosses its limit at the broker",
        Duration.ofSeconds(90),
        () -> {
          JsonNode state = stage.market().state();
          BigDecimal before = new BigDecimal(state.path("lastEquity").asText("1"));
          BigDecimal now = new BigDecimal(state.path("equity").asText("1"));
          return before.subtract(now).divide(before, 6, RoundingMode.HALF_UP).compareTo(LIMIT) >= 0;
        });
    return Instant.now();
  }

  private void turn(IncidentView view, OtherBot bot) throws IOException {
    if (!Follow.provenFlat(view)) {
      return;
    }
    if (provenAt.isEmpty()) {
      provenAt = Optional.of(Instant.now());
      stage.say("drill: proven flat in scope; the bot goes on ordering");
    }
    if (!botStopped && cancelledSince(provenAt.get()) >= AFTER_PROOF) {
      botStopped = true;
      stage.say("drill: somebody stops the bot");
      bot.close();
    }
    if (botStopped
        && !dayMoved
        && view.acknowledgedBy() != null
        && Follow.waits(view, P1Step.NEXT_DAY)
        && !restsInScope()) {
      dayMoved = true;
      stage.say("drill: moving the simulated clock to the next trading day's open");
      stage.market().nextOpen();
    }
  }

  private static void closed(Verdict verdict, Judge.Evidence evidence) {
    Optional<Instant> proof =
        evidence.proof().map(each -> Instant.parse(each.path("marketAt").asText()));
    verdict.found(
        "a position was held before",
        proof.filter(at -> evidence.broker().boughtBefore(at).signum() > 0).isPresent(),
        proof.map(at -> evidence.broker().boughtBefore(at) + " shares").orElse("no proof"));
    verdict.found(
        "its positions in scope are closed",
        proof
            .map(evidence.broker()::heldAt)
            .filter(each -> each.getOrDefault(DrillPlace.SYMBOL, BigDecimal.ZERO).signum() == 0)
            .isPresent(),
        proof
            .map(at -> "by the fills until the proof: " + evidence.broker().heldAt(at))
            .orElse("no proof of flat was claimed"));
    verdict.found(
        "never short",
        evidence.broker().lowest().signum() >= 0,
        "lowest holding " + evidence.broker().lowest());
    verdict.found(
        "the proof names the scope",
        evidence.proof().map(each -> each.path("scope").asText()).orElse("").equals("SPY"),
        evidence.proof().map(each -> each.path("scope").asText()).orElse(""));
  }

  /** Every opening order of the bot that arrived in the halt was cancelled, soon and unfilled. */
  private void cancelled(Verdict verdict, Judge.Evidence evidence) {
    Instant from = evidence.trip().orElse(Instant.MAX);
    Instant to = evidence.reset().orElse(Instant.MAX);
    List<String> late = new ArrayList<>();
    int arrived = 0;
    for (JsonNode request : accepted(stage.market().requests())) {
      String id = request.path("order").path("clientOrderId").asText();
      Instant when = Instant.parse(request.path("wallTime").asText());
      if (!id.startsWith("bot-entry-") || when.isBefore(from) || when.isAfter(to)) {
        continue;
      }
      arrived++;
      Optional<Instant> asked = evidence.broker().cancelAsked(id);
      if (asked.isEmpty() || asked.get().isAfter(when.plus(AS_THEY_APPEAR))) {
        late.add(id + " at " + when + ", cancel " + asked.map(Instant::toString).orElse("never"));
      }
    }
    verdict.found(
        "its opening orders are cancelled as they appear",
        arrived >= AFTER_PROOF && late.isEmpty(),
        arrived
            + " arrived in the halt, each cancelled within "
            + AS_THEY_APPEAR.toSeconds()
            + " s"
            + (late.isEmpty() ? "" : ", but for " + late));
    verdict.found(
        "the halt was reset", evidence.reset().isPresent(), String.valueOf(evidence.reset()));
  }

  private void outside(Verdict verdict, BrokerEvidence broker) {
    List<String> touched = broker.sells().stream().filter(id -> !id.startsWith("flat-")).toList();
    verdict.found(
        "what is outside the scope is untouched",
        held("QQQ").compareTo(new BigDecimal(OUTSIDE_HELD)) == 0
            && rests("bot-outside-resting")
            && broker.cancelAsked("bot-outside-resting").isEmpty()
            && touched.isEmpty(),
        held("QQQ")
            + " QQQ held, its order "
            + (rests("bot-outside-resting") ? "rests" : "is gone"));
  }

  private int cancelledSince(Instant since) {
    int count = 0;
    BrokerEvidence broker = BrokerEvidence.gather(stage.broker(), stage.market());
    for (JsonNode request : accepted(stage.market().requests())) {
      String id = request.path("order").path("clientOrderId").asText();
      if (id.startsWith("bot-entry-")
          && Instant.parse(request.path("wallTime").asText()).isAfter(since)
          && broker.cancelAsked(id).isPresent()) {
        count++;
      }
    }
    return count;
  }

  private static List<JsonNode> accepted(JsonNode requests) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode request : requests) {
      if (request.path("order").path("accepted").asBoolean()) {
        found.add(request);
      }
    }
    return found;
  }

  private BigDecimal held(String symbol) {
    for (JsonNode position : stage.broker().get("/v2/positions")) {
      if (position.path("symbol").asText().equals(symbol)) {
        return new BigDecimal(position.path("qty").asText("0"));
      }
    }
    return BigDecimal.ZERO;
  }

  private boolean rests(String id) {
    for (JsonNode order : stage.broker().get("/v2/orders?status=open&limit=100")) {
      if (order.path("client_order_id").asText().equals(id)) {
        return true;
      }
    }
    return false;
  }

  private boolean restsInScope() {
    for (JsonNode order : stage.broker().get("/v2/orders?status=open&limit=100")) {
      if (order.path("symbol").asText().equals(DrillPlace.SYMBOL)) {
        return true;
      }
    }
    return false;
  }
}
