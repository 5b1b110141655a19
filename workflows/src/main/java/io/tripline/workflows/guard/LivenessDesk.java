package io.tripline.workflows.guard;

import io.temporal.api.enums.v1.TimeoutType;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.liveness.Liveness;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens for a worker on the trading queue. A lost heartbeat is a suspicion; another worker must
 * take over in time, else the system is down. An announced stop gets longer, because a deploy is no
 * outage; and a time that the server itself was away for does not count. For workflow threads.
 */
final class LivenessDesk {
  private static final String CHANGE = "no-worker-joins-an-outage";

  private final GuardBooks books;
  private final AlarmDesk alarms;
  private final Supplier<@Nullable AccountPolicy> policy;
  private final BooleanSupplier over;
  private boolean suspected;
  private boolean alarmed;
  private Duration allowed = Policies.WORKER_BACK;

  /** {@code over} says that the guard's run ends. */
  LivenessDesk(
      GuardBooks books,
      AlarmDesk alarms,
      Supplier<@Nullable AccountPolicy> policy,
      BooleanSupplier over) {
    this.books = books;
    this.alarms = alarms;
    this.policy = policy;
    this.over = over;
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
  }

  /** Listens until it is cancelled; only while the account trades with us. */
  void listen() {
    try {
      while (!over.getAsBoolean()) {
        Workflow.await(() -> over.getAsBoolean() || trades());
        if (!over.getAsBoolean()) {
          beat();
        }
      }
    } catch (CanceledFailure e) {
      // The run ends; the next one listens anew.
      return;
    }
  }

  private boolean trades() {
    AccountPolicy now = policy.get();
    return now != null && now.session().trades();
  }

  private void beat() {
    Instant asked = books.now();
    Promise<Void> beat =
        Async.procedure(
            Workflow.newActivityStub(Liveness.class, Policies.liveness(allowed))::beat,
            books.account);
    if (suspected || alarmed) {
      Promise<Void> proven = timer(allowed.plusSeconds(1), "has another trading worker started?");
      Workflow.await(() -> beat.isCompleted() || proven.isCompleted());
      if (!beat.isCompleted()) {
        worksAgain();
      }
    }
    try {
      beat.get();
      if (suspected || alarmed) {
        worksAgain();
      }
      // Only a rehearsal returns: no worker of ours ends a beat by itself.
      timer(Policies.WORKER_BACK, "before listening again").get();
    } catch (ActivityFailure e) {
      judge(e, Duration.between(asked, books.now()));
    }
  }

  private void judge(ActivityFailure failure, Duration took) {
    Throwable cause = failure.getCause();
    if (cause instanceof CanceledFailure cancelled) {
      throw cancelled;
    }
    if (cause instanceof ApplicationFailure ended
        && ended.getType().equals(Liveness.ANNOUNCED_STOP)) {
      allowed = Policies.STOP_ANNOUNCED;
      books.note("the trading worker said that it stops; another has " + minutes(allowed));
      return;
    }
    if (cause instanceof TimeoutFailure timeout
        && timeout.getTimeoutType() == TimeoutType.TIMEOUT_TYPE_SCHEDULE_TO_START) {
      noneStarted(took);
      return;
    }
    allowed = Policies.WORKER_BACK;
    if (!suspected && !alarmed) {
      suspected = true;
      books.note("SUSPICION: the trading worker's heartbeat is lost; another must start in time");
    }
  }

  private void noneStarted(Duration took) {
    if (took.compareTo(allowed.plus(Policies.SERVER_GAP)) > 0) {
      books.note("Temporal was away while a trading worker was waited for: the wait starts anew");
      return;
    }
    AccountPolicy now = policy.get();
    if (now == null) {
      return;
    }
    // What is down already has its pages and its flatten: a second P0 beside it would double both.
    Cause cause =
        books.rules.at(CHANGE) >= 1
            ? books.incidents.outageCause().orElse(Cause.WORKER_DOWN)
            : Cause.WORKER_DOWN;
    alarms.declare(
        new DeclareRequest(
            null,
            Severity.P0,
            cause,
            "the guard",
            "no worker answers on the trading queue: none started within " + minutes(allowed),
            null,
            Map.of("session on the books", String.valueOf(books.session))),
        now);
    alarmed = true;
    suspected = false;
    // The incident looks itself; the guard only says now and then that nobody has come.
    allowed = Policies.STOP_ANNOUNCED;
  }

  private void worksAgain() {
    books.note(
        alarmed
            ? "a trading worker answers again"
            : "the suspicion was wrong: another trading worker took over in time (P3 note)");
    alarmed = false;
    suspected = false;
    allowed = Policies.WORKER_BACK;
  }

  private static Promise<Void> timer(Duration length, String summary) {
    return Workflow.newTimer(length, TimerOptions.newBuilder().setSummary(summary).build());
  }

  private static String minutes(Duration span) {
    return span.toMinutes() > 0 ? span.toMinutes() + " min" : span.toSeconds() + " s";
  }
}
