package io.tripline.cli.drill;

import io.temporal.client.WorkflowException;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.workflows.guard.FillsView;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.incident.IncidentView;
import io.tripline.workflows.session.TradingSession;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Trading goes on, but worse than it should. A session trades over some days; then its fills become
 * costly, slow or partial. The guard must see it in what the orders were, not earlier than enough
 * of them say so; the incident must name the cause; one approval must change what the same session
 * sends next. The drill moves the market and its clock, and says what the strategy wants.
 */
final class DegradedDrill implements Rehearsal {
  private static final Duration ORDER = Duration.ofMinutes(2);
  private static final Duration NEXT_DECISION = Duration.ofMinutes(1);
  private static final int MOST_DAYS = 8;

  /** The guard's cap: two changes of the position within an hour, counted anew each trading day. */
  private static final int CHANGES_A_DAY = 2;

  private final Stage stage;
  private final Trouble trouble;
  private boolean holds = true;
  private int changesToday = 1;
  private String nudged = "";

  DegradedDrill(Stage stage, Trouble trouble) {
    this.stage = stage;
    this.trouble = trouble;
  }

  @Override
  public DrillResult rehearse() throws IOException, InterruptedException {
    try (SwingStrategy strategy = new SwingStrategy(stage.system().temporal().client())) {
      return rehearse(strategy);
    }
  }

  private DrillResult rehearse(SwingStrategy strategy) throws IOException, InterruptedException {
    String hash = stage.begin();
    Waiting.until("the guard hears of that order", ORDER, () -> ended() > 0);
    if (trouble != Trouble.PARTIAL) {
      trades(strategy);
    }
    nextDay();
    stage.say("drill: from now on: " + trouble.cause().word() + ", " + trouble.likely());
    trouble.begins(stage.market());
    Instant began = Instant.now();
    String incident =
        trouble == Trouble.PARTIAL ? leavesInParts(strategy) : tradesUntilDeclared(strategy);
    stage.say("drill: P2 declared, incident " + incident);
    stage.say("UI " + stage.ui() + "/" + incident);
    // People decide while the next day's session runs: then both of its changes are still to come.
    nextDay();
    Follow follow = stage.follow();
    IncidentView last = follow.toTheEnd(incident, view -> {});
    stage.judge().awaitCompletion(incident);
    Instant approved = Instant.now();
    if (holds) {
      trades(strategy);
    }
    trades(strategy);
    String session = TradingSession.idOf(DrillPlace.ACCOUNT, day());
    stage.typed().run("journal", "slippage", "--last", "10");
    stage.typed().run("guard", "status");
    int reconciled =
        stage
            .typed()
            .run("reconcile", "--week", dateOf(incident), "--as", DrillPlace.ROSTER.get(0));
    DegradedChecks checks = new DegradedChecks(stage, trouble, incident, last, follow.sent());
    return checks.result(session, approved, began, reconciled, hash);
  }

  private String tradesUntilDeclared(SwingStrategy strategy) throws InterruptedException {
    for (int days = 0; days < MOST_DAYS; days++) {
      while (changesToday < CHANGES_A_DAY) {
        trades(strategy);
        Optional<String> incident = incident();
        if (incident.isPresent()) {
          return incident.get();
        }
      }
      nextDay();
    }
    throw new CommandFailure(
        ExitCode.FAILED,
        "no P2 " + trouble.cause().word() + " was declared in " + MOST_DAYS + " days");
  }

  /** One exit, of which each order fills in part; then the book recovers, and it ends. */
  private String leavesInParts(SwingStrategy strategy) throws InterruptedException {
    strategy.wants(false);
    stage.market().advance(NEXT_DECISION);
    Waiting.until(
        "the guard declares a P2", stage.options().patience(ORDER), () -> incident().isPresent());
    stage.market().thinBook(0, 1, 1, Duration.ofSeconds(1));
    Waiting.until(
        "the session has sold everything",
        stage.options().patience(ORDER),
        () -> stage.broker().get("/v2/positions").isEmpty() && idle());
    holds = false;
    return incident().orElseThrow();
  }

  /** The strategy wants the opposite, and the guard has heard how that order ended. */
  private void trades(SwingStrategy strategy) throws InterruptedException {
    int before = ended();
    strategy.wants(!holds);
    Waiting.until(
        "the session " + (holds ? "sells" : "buys"),
        stage.options().patience(ORDER),
        () -> {
          nudge();
          return ended() > before && idle();
        });
    stage.say("drill: the session " + (holds ? "sold" : "bought") + ", " + figures());
    holds = !holds;
    changesToday++;
  }

  private void nextDay() throws InterruptedException {
    String before = day();
    stage.market().nextOpen();
    stage.market().advance(trouble.tradesAfter());
    trouble.stirs(stage.market());
    Waiting.until(
        "the next day's session decides",
        stage.options().patience(ORDER),
        () -> !day().equals(before) && decided().isPresent());
    changesToday = 0;
    stage.say("drill: the session of " + day() + " runs");
  }

  /**
   * Brings the next decision forward, but never while one is under way: its quote would be too old.
   * A minute at a time, and then the clock's jump has to be noticed.
   */
  private void nudge() {
    Optional<String> waits = decided();
    if (waits.isPresent() && !waits.get().equals(nudged)) {
      nudged = waits.get();
      stage.market().advance(NEXT_DECISION);
    }
  }

  /** What the session says of itself while it waits between two decisions; else empty. */
  private Optional<String> decided() {
    String day = day();
    try {
      String phase =
          stage
              .system()
              .temporal()
              .session(TradingSession.idOf(DrillPlace.ACCOUNT, day))
              .status()
              .phase();
      return phase.startsWith("decided") ? Optional.of(day + " " + phase) : Optional.empty();
    } catch (WorkflowException e) {
      return Optional.empty();
    }
  }

  private Optional<String> incident() {
    String part = "-" + trouble.cause().word() + "-";
    return stage.status().stream()
        .flatMap(status -> status.incidents().stream())
        .filter(id -> id.contains(part))
        .findFirst();
  }

  private boolean idle() {
    return stage.broker().get("/v2/orders?status=open&limit=100").isEmpty();
  }

  private int ended() {
    return orders().map(view -> view.orders().size()).orElse(0);
  }

  private String figures() {
    return stage
        .status()
        .map(GuardStatus::slippage)
        .map(view -> view.statistics().sentence())
        .orElse("?");
  }

  private Optional<FillsView> orders() {
    return stage.status().map(GuardStatus::slippage).map(SlippageView::orders);
  }

  private String day() {
    return stage.status().map(GuardStatus::tradingDay).orElse("?");
  }

  private static String dateOf(String incident) {
    return incident.replaceFirst(".*-(\\d{4}-\\d{2}-\\d{2})-\\d+$", "$1");
  }
}
