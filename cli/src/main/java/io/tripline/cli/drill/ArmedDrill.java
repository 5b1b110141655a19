package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.up.LocalSystem;
import io.tripline.cli.up.Supervisor;
import io.tripline.workflows.guard.ArmingState;
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

/**
 * The market falls, the account is proven flat and the guard sets {@code suspend_trade} at the
 * broker. Then every process of ours is killed, and another program orders: the broker refuses it.
 * Started again, the reset takes the flag off and trading resumes.
 */
final class ArmedDrill implements Rehearsal {
  private static final int FALL_BPS = -270;
  private static final Duration FALL_OVER = Duration.ofSeconds(20);
  private static final BigDecimal LIMIT = new BigDecimal("0.02");
  private static final String CONFIGURATION = "/v2/account/configurations";
  private static final List<String> OURS =
      List.of("temporal", LocalSystem.TRADING, LocalSystem.RESPONSE);

  private final Stage stage;
  private final OtherProgram other;
  private final List<Verdict.Finding> found = new ArrayList<>();
  private boolean dead;
  private boolean dayMoved;

  ArmedDrill(Stage stage) {
    this.stage = stage;
    RunState.SimulatorAt at = stage.system().simulator().orElseThrow();
    this.other = new OtherProgram(at);
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    JsonNode before = flags();
    String hash = stage.begin();
    JsonNode armed = flags();
    note(
        "armed while it trades",
        armed.path("no_shorting").asBoolean()
            && armed.path("max_margin_multiplier").asText().equals("1")
            && !armed.path("suspend_trade").asBoolean(),
        "found " + words(before) + "; armed " + words(armed));
    Instant crossedAt = fall();
    String incident =
        stage.awaitTrip("three readings over 30 s confirm the breach", Duration.ofMinutes(2));
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, this::turn);
    return stage
        .judge()
        .judge(
            new Judge.Course(KillSwitch.K1, incident, last, follow.sent(), hash, crossedAt),
            (verdict, evidence) -> {
              verdict.flat(evidence.broker(), evidence.proof());
              verdict.flattenCompleted(evidence.flattenRuns());
              verdict.noRiskRaised(evidence.broker(), evidence.trip(), evidence.reset());
              JsonNode after = flags();
              note(
                  "the reset took suspend_trade off and left the rest armed",
                  !after.path("suspend_trade").asBoolean() && after.path("no_shorting").asBoolean(),
                  words(after));
              disarmed(before);
              found.forEach(each -> verdict.found(each.name(), each.passed(), each.detail()));
            });
  }

  private Instant fall() throws InterruptedException {
    stage.say("drill: the market falls by 2.70 %; the limit is a loss of 2 % on the day");
    stage.market().slide(DrillPlace.SYMBOL, FALL_BPS, FALL_OVER);
    Waiting.until(
        "the loss crosses its limit at the broker",
        stage.options().patience(Duration.ofSeconds(60)),
        () -> lost().compareTo(LIMIT) >= 0);
    return Instant.now();
  }

  private void turn(IncidentView view) throws IOException, InterruptedException {
    if (!Follow.provenFlat(view)) {
      return;
    }
    if (!dead) {
      dead = true;
      everythingOfOursDies();
    } else if (!dayMoved && view.acknowledgedBy() != null && Follow.waits(view, P1Step.NEXT_DAY)) {
      dayMoved = true;
      stage.say("drill: moving the simulated clock to the next trading day's open");
      stage.market().nextOpen();
    }
  }

  private void everythingOfOursDies() throws IOException, InterruptedException {
    Waiting.until(
        "the guard sets suspend_trade at the broker",
        Duration.ofSeconds(60),
        () ->
            stage.broker().get("/v2/account").path("trade_suspended_by_user").asBoolean()
                && stage.status().map(each -> suspended(each)).orElse(false));
    note(
        "suspend_trade is set once flat is proven",
        flags().path("suspend_trade").asBoolean(),
        words(flags()));
    stage.say("drill: kill -9 of every process of ours; none is started again yet");
    List<Long> pids = kill();
    Waiting.until(
        "every process of ours is dead",
        Duration.ofSeconds(20),
        () -> pids.stream().noneMatch(pid -> ProcessHandle.of(pid).isPresent()));
    note("every process of ours is dead", pids.size() == OURS.size(), OURS + " " + pids);
    OtherProgram.Answer market =
        other.buys(DrillPlace.SYMBOL, "1", "another-program-1", null, "day");
    OtherProgram.Answer limit =
        other.buys(DrillPlace.SYMBOL, "1", "another-program-2", "100", "day");
    stage.say(
        "drill: another program orders; the broker says " + market.status() + " " + market.text());
    note(
        "the broker refuses another program's orders",
        market.status() == 403
            && limit.status() == 403
            && market.text().contains("rejected by user request"),
        market.status() + " " + market.text());
    note(
        "nothing is held and nothing rests",
        stage.broker().get("/v2/positions").isEmpty()
            && stage.broker().get("/v2/orders?status=open&limit=100").isEmpty(),
        "positions and open orders at the broker");
    stage.say("drill: everything of ours is started again");
    OURS.forEach(stage.system().supervisor()::release);
    Waiting.until(
        "the guard answers again, still halted",
        Duration.ofMinutes(3),
        () -> stage.status().map(each -> each.isHalted()).orElse(false));
    note(
        "started again: halted, and whose flag it is is known",
        stage.status().map(each -> suspended(each)).orElse(false),
        stage.status().map(each -> String.valueOf(each.arming())).orElse("no answer"));
  }

  /** All at once, and none comes back by itself; answers what lived. */
  private List<Long> kill() {
    Supervisor supervisor = stage.system().supervisor();
    List<Long> pids =
        supervisor.processes().stream()
            .filter(each -> OURS.contains(each.name()))
            .map(RunState.ProcessAt::pid)
            .toList();
    OURS.forEach(supervisor::hold);
    OURS.forEach(supervisor::kill);
    return pids;
  }

  private static boolean suspended(GuardStatus status) {
    ArmingState arming = status.arming();
    return arming != null && arming.suspend() == ArmingState.Suspend.OURS;
  }

  /** At the very end: what was found before is there again, by keys alone. */
  private void disarmed(JsonNode before) throws IOException, InterruptedException {
    int code = stage.typed().run("disarm");
    JsonNode after = flags();
    note(
        "disarm restores what was found",
        code == ExitCode.OK.number() && after.equals(before) && words(after).equals(words(before)),
        "exit code " + code + ", " + words(after) + ", found " + words(before));
  }

  private JsonNode flags() {
    return stage.broker().get(CONFIGURATION);
  }

  private BigDecimal lost() {
    JsonNode state = stage.market().state();
    BigDecimal before = new BigDecimal(state.path("lastEquity").asText("0"));
    if (before.signum() == 0) {
      throw new CommandFailure(ExitCode.FAILED, "the broker shows no equity of the day before");
    }
    return before
        .subtract(new BigDecimal(state.path("equity").asText("0")))
        .divide(before, 6, RoundingMode.HALF_UP);
  }

  private void note(String name, boolean passed, String detail) {
    found.add(new Verdict.Finding(name, passed, detail));
  }

  private static String words(JsonNode flags) {
    return "no_shorting=%s max_margin_multiplier=%s suspend_trade=%s"
        .formatted(
            flags.path("no_shorting").asText(),
            flags.path("max_margin_multiplier").asText(),
            flags.path("suspend_trade").asText());
  }
}
