package io.tripline.cli.drill;

import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.runbook.Severity;
import java.util.Arrays;
import java.util.List;

/** The incidents that can be rehearsed; each is one block, and nothing else lists them. */
enum Scenario {
  /** The day's loss crosses its limit. */
  DAILY_LOSS(
      Plot.of("daily-loss", Severity.P1)
          .alsoCalled("auto-reset")
          .covering(
              Symptom.KILL_SWITCH_TRIGGERED,
              Symptom.TRADING_STOPPED,
              Symptom.IS_HALTED,
              Symptom.DAILY_LOSS,
              Symptom.AUTO_RESET,
              Symptom.SOFT_LOSS)
          .about(
              "a session holds SPY, the market falls, the daily-loss switch trips; proven flat,"
                  + " reset by itself on the next trading day (--early-reset: by two names on the"
                  + " same), report")
          .minutes(3)
          .playedBy(DailyLossDrill::new)),

  /** The broker's API fails. */
  API_ERRORS(
      Plot.of("api-errors", Severity.P1)
          .covering(Symptom.API_ERRORS, Symptom.BROKER_SILENT)
          .about(
              "the broker's API fails, the API-error switch trips, nothing is closed; regraded to"
                  + " P0 when it refuses the keys; reset once it is healthy, the session starts"
                  + " again, report")
          .minutes(3)
          .playedBy(ApiErrorsDrill::new)),

  /** A fill costs far more than it may. */
  SLIPPAGE(
      Plot.of("slippage", Severity.P1)
          .covering(Symptom.SLIPPAGE_TRIGGER, Symptom.MANUAL_RESET)
          .about(
              "a session's order fills 1.3 % away from the quote, the cost is confirmed, the"
                  + " slippage switch trips; report, volatility label, thresholds and reset decided"
                  + " by two names")
          .minutes(2)
          // All held would lose more than the soft daily limit by one such fill: another drill.
          .session("  exposure: 40 %\n")
          .playedBy(SlippageDrill::new)),

  /** A wrong figure looks like a loss. */
  DATA_ERROR(
      Plot.of("data-error", Severity.P1)
          .covering(Symptom.LOSS_NOT_REAL)
          .about(
              "the broker reports an equity that is too low; the daily-loss switch trips, the loss"
                  + " is judged bad data, nothing is closed; halted until two names decide, report")
          .minutes(2)
          .playedBy(DataErrorDrill::new)),

  /** A person trips. */
  MANUAL_TRIP(
      Plot.of("manual-trip", Severity.P1)
          .covering(Symptom.TRADING_STOPPED, Symptom.MANUAL_RESET)
          .about(
              "a person trips at level flatten; proven flat; the same person asks for the reset and"
                  + " may not approve it alone, a second name does, report")
          .minutes(2)
          .playedBy(ManualTripDrill::new)),

  /** Everything of ours is dead, and the broker still refuses. */
  ARMED(
      Plot.of("armed", Severity.P1)
          .covering(Symptom.TRADING_STOPPED)
          .about(
              "proven flat, the guard sets suspend_trade at the broker; every process of ours is"
                  + " killed and another program's order is refused; started again, the reset"
                  + " clears the flag")
          .minutes(5)
          .playedBy(ArmedDrill::new)),

  /** Somebody else's bot trades the account. */
  OTHER_BOT(
      Plot.of("other-bot", Severity.P1)
          .covering(Symptom.TRADING_STOPPED, Symptom.IS_HALTED)
          .about(
              "a bot with Alpaca's official Python client loses money in a guarded account, is"
                  + " halted, goes on ordering and is cancelled; its positions in scope are closed,"
                  + " no other")
          .minutes(4)
          .ofSomebodyElse()
          .playedBy(OtherBotDrill::new)),

  /** A line of a mirror is destroyed. */
  LOG_CORRUPTED(
      Plot.of("log-corrupted", Severity.P3)
          .covering(Symptom.LOG_CORRUPTED)
          .about(
              "a line of the audit's file is destroyed; the check declares it, maintenance leaves"
                  + " it while the market is open, then writes it anew from the journal and keeps"
                  + " the damaged file")
          .minutes(2)
          .playedBy(LogCorruptedDrill::new)),

  /** A session was due and decided nothing. */
  MISSED_EXECUTION(
      Plot.of("missed-execution", Severity.P3)
          .covering(Symptom.MISSED_EXECUTION)
          .about(
              "the strategy's process is away and the day passes without a decision; the check"
                  + " declares it, maintenance notes it, the weekly reconciliation names it, nobody"
                  + " makes up for it")
          .minutes(2)
          .session(MissedExecutionDrill.SESSION)
          .playedBy(MissedExecutionDrill::new)),

  /** The file says something else than what runs. */
  CONFIG_DRIFT(
      Plot.of("config-drift", Severity.P3)
          .covering(Symptom.CONFIG_DRIFT)
          .about(
              "somebody loosens a limit in tripline.yaml; what runs keeps its limit, the check"
                  + " declares it, a claim that it was handled is looked at and refused, the file"
                  + " as it was ends it")
          .minutes(2)
          .playedBy(ConfigDriftDrill::new)),

  /** The trading worker hangs. */
  WORKER_HUNG(
      Plot.of("worker-hung", Severity.P0)
          .covering(Symptom.NO_LOGS)
          .about(
              "the trading worker hangs (SIGSTOP) while SPY is held; noticed by the guard, the"
                  + " process is killed and started again, no order doubled, report")
          .minutes(3)
          .playedBy(WorkerLostDrill::new)),

  /** The trading worker is killed. */
  WORKER_KILLED(
      Plot.of("worker-killed", Severity.P0)
          .covering(Symptom.PROCESS_CRASHED)
          .about(
              "the trading worker is killed (SIGKILL) while SPY is held: started again at once it"
                  + " alarms nobody, not started again it is a P0; restart on the timeline, report")
          .minutes(3)
          .playedBy(WorkerKilledDrill::new)),

  /** The trading worker is dead for longer than the policy lets an exposed account wait. */
  EMERGENCY_FLATTEN(
      Plot.of("emergency-flatten", Severity.P0)
          .covering(Symptom.PROCESS_CRASHED, Symptom.MANUAL_RESET)
          .about(
              "the trading worker is killed (SIGKILL) while SPY is held and not started within the"
                  + " policy's time: proven flat without it, then started again; two names reset"
                  + " the halt, both reports")
          .minutes(3)
          .configured(EmergencyFlattenDrill.CONFIGURATION)
          .playedBy(EmergencyFlattenDrill::new)),

  /** Nothing is written any more. */
  NO_LOG_ENTRIES(
      Plot.of("no-log-entries", Severity.P0)
          .covering(Symptom.NO_LOGS)
          .about(
              "the journal stands still although the guard answers; noticed by the dead man's"
                  + " switch, the incident waits for it and goes on, report")
          .minutes(6)
          .playedBy(NoLogEntriesDrill::new)),

  /** The broker's API does not respond. */
  BROKER_DOWN(
      Plot.of("broker-down", Severity.P0)
          .covering(Symptom.BROKER_SILENT)
          .about(
              "the broker's API does not respond while SPY is held: P1 by its switch, the same"
                  + " incident a P0 after 120 s; nothing is closed, reset once it is healthy,"
                  + " report")
          .minutes(4)
          .playedBy(
              stage -> new BrokerOutageDrill(stage, BrokerOutageDrill.Trouble.NOT_RESPONDING))),

  /** The broker refuses the keys. */
  CREDENTIALS_INVALID(
      Plot.of("credentials-invalid", Severity.P0)
          .covering(Symptom.BROKER_SILENT)
          .about(
              "the broker refuses the API keys while SPY is held: P1 by its switch, the same"
                  + " incident a P0 at once; reset once the keys are taken, report")
          .minutes(1)
          .playedBy(stage -> new BrokerOutageDrill(stage, BrokerOutageDrill.Trouble.KEYS_REFUSED))),

  /** Everything of ours dies. */
  STACK_KILLED(
      Plot.of("stack-killed", Severity.P0)
          .covering(Symptom.NO_ANSWER_OF_STATUS, Symptom.PROCESS_CRASHED)
          .about(
              "server and workers are killed while SPY is held; status answers, a declaration is"
                  + " kept and becomes the incident, which outlives a second kill of everything;"
                  + " report")
          .minutes(3)
          .playedBy(StackKilledDrill::new)),

  /** Fills cost too much because the market is nervous. */
  SLIPPAGE_VOLATILE(
      Plot.of("slippage-volatile", Severity.P2)
          .covering(Symptom.HIGH_SLIPPAGE, Symptom.VOLATILITY)
          .about(
              "a session's fills cost 20 bps in a nervous market; the cause is found, one approval"
                  + " makes the running session send smaller limit orders, weekly reconciliation")
          .minutes(3)
          .session(Trouble.VOLATILE.session())
          .playedBy(stage -> new DegradedDrill(stage, Trouble.VOLATILE))),

  /** Fills cost too much because the book is thin. */
  SLIPPAGE_ILLIQUID(
      Plot.of("slippage-illiquid", Severity.P2)
          .covering(Symptom.HIGH_SLIPPAGE, Symptom.LOW_LIQUIDITY)
          .about(
              "the same in a thin book with a wide spread: low liquidity is found from the quotes")
          .minutes(4)
          .session(Trouble.ILLIQUID.session())
          .playedBy(stage -> new DegradedDrill(stage, Trouble.ILLIQUID))),

  /** Fills cost too much because orders are sent at the open. */
  SLIPPAGE_TIMING(
      Plot.of("slippage-timing", Severity.P2)
          .covering(Symptom.HIGH_SLIPPAGE, Symptom.ORDER_TIMING)
          .about("the same right after each open: the timing of the orders is found")
          .minutes(3)
          .session(Trouble.TIMING.session())
          .playedBy(stage -> new DegradedDrill(stage, Trouble.TIMING))),

  /** Orders take too long to fill. */
  SLOW_FILLS(
      Plot.of("slow-fills", Severity.P2)
          .covering(Symptom.SLOW_FILLS, Symptom.BROKER_LATENCY)
          .about(
              "orders take 8 s to fill at a broker that answers late; measured, found, changed by"
                  + " one approval")
          .minutes(5)
          .session(Trouble.SLOW.session())
          .playedBy(stage -> new DegradedDrill(stage, Trouble.SLOW))),

  /** Orders are filled in part only. */
  PARTIAL_FILLS(
      Plot.of("partial-fills", Severity.P2)
          .covering(Symptom.PARTIAL_FILLS)
          .about(
              "a thin book fills orders in part, more often than chance explains; the session's"
                  + " size becomes what is filled")
          .minutes(2)
          .session(Trouble.PARTIAL.session())
          .playedBy(stage -> new DegradedDrill(stage, Trouble.PARTIAL))),

  /** The broker's quotes stand still. */
  DATA_QUALITY(
      Plot.of("data-quality", Severity.P2)
          .covering(Symptom.DATA_QUALITY)
          .about(
              "the broker's quotes stand still; entries are blocked and the switch declares it,"
                  + " nothing is closed; fresh again, the block lifts and the incident ends by"
                  + " itself, report")
          .minutes(5)
          .playedBy(DataQualityDrill::new)),

  /** A person finds it graver. */
  REGRADE(
      Plot.of("regrade", Severity.P1)
          .covering(Symptom.SLOW_FILLS, Symptom.MANUAL_RESET)
          .about(
              "P2 to P1: a person declares slow fills, another regrades them to P1; the account is"
                  + " halted for the same incident, two names reset it, report, review")
          .minutes(2)
          .playedBy(RegradeDrill::new)),

  /** Nothing was wrong. */
  FALSE_ALARM(
      Plot.of("false-alarm", Severity.P1)
          .covering(Symptom.MANUAL_RESET)
          .about(
              "P2 and P1 that turn out to be none: cancelled by a person's word, a halt only after"
                  + " two names reset it; report says so, no review, nothing was sold")
          .minutes(2)
          .playedBy(FalseAlarmDrill::new));

  // Its lists are copies, and its rehearsal is a constructor.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Plot plot;

  Scenario(Plot plot) {
    this.plot = plot;
  }

  Plot plot() {
    return plot;
  }

  String word() {
    return plot.word();
  }

  /** The scenario of a name; what is not one fails with all that are. */
  static Scenario parse(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word) || each.plot.aliases().contains(word))
        .findFirst()
        .orElseThrow(() ->
            new CommandFailure(
                ExitCode.USAGE,
                "scenario: must be one of " + String.join(", ", words()) + ", was " + word));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(Scenario::word).toList();
  }
}
