package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.incident.IncidentStart;
import io.tripline.workflows.liveness.GuardPulse;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@link GuardPulse}: asks the guard for its watch plan. Without an answer it pages with the
 * notifier of its own process, and begins a P0 that is walked as soon as a response worker is back.
 * Thread-safe.
 */
public final class DeadManSwitch implements GuardPulse {
  private static final Duration AGAIN = Duration.ofSeconds(3);

  /** While the guard stays silent people are paged this often. */
  private static final long PAGE_EACH_SECONDS = 600;

  /** So many outages of one day have an incident of their own; later ones only page. */
  private static final int NUMBERS = 20;

  private final WorkflowClient client;
  private final Configuration configuration;
  private final Notifier notifier;
  private final InstantSource clock;
  private final Duration patience;
  private final Duration answerWithin;

  /** The client must use the workers' data converter. */
  public DeadManSwitch(
      WorkflowClient client, Configuration configuration, Notifier notifier, InstantSource clock) {
    this(client, configuration, notifier, clock, SILENCE, Duration.ofSeconds(10));
  }

  DeadManSwitch(
      WorkflowClient client,
      Configuration configuration,
      Notifier notifier,
      InstantSource clock,
      Duration patience,
      Duration answerWithin) {
    this.answerWithin = answerWithin;
    this.client = client;
    this.configuration = configuration;
    this.notifier = notifier;
    this.clock = clock;
    this.patience = patience;
  }

  @Override
  public String look(AccountName account) {
    Instant since = clock.instant();
    AccountGuard guard = client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(account));
    String why;
    do {
      try {
        ask(guard);
        return "the guard answers";
      } catch (TimeoutException e) {
        why = "no answer";
      } catch (ExecutionException e) {
        if (e.getCause() instanceof WorkflowNotFoundException) {
          return "no guard runs for " + account + ": nobody asked for one, or it was stopped";
        }
        why = String.valueOf(e.getCause()).replaceFirst(":.*", "");
      }
      pause();
    } while (clock.instant().isBefore(since.plus(patience)));
    return silent(configuration.policy(account), since, why);
  }

  /** The client itself would try for a minute. */
  private void ask(AccountGuard guard) throws TimeoutException, ExecutionException {
    try {
      CompletableFuture.supplyAsync(guard::watchPlan, task -> Thread.ofVirtual().start(task))
          .get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.NOT_READY.failure("the worker stops");
    }
  }

  private String silent(AccountPolicy policy, Instant since, String why) {
    AccountName account = policy.account();
    String what =
        "the guard of "
            + account
            + " has not answered for "
            + patience.toSeconds()
            + " s: nobody watches the account";
    Notifier.Delivery told =
        notifier.tell(
            new Notice(
                "deadman-" + account + "-" + since.getEpochSecond() / PAGE_EACH_SECONDS,
                account,
                null,
                Urgency.PAGE,
                (policy.drill() ? "DRILL " : "") + "P0 DEAD MAN: " + what,
                "Seen from the trading worker (" + why + "). Look: ./tripline status",
                "./tripline status --account " + account,
                policy.drill()));
    return what
        + "; "
        + (told.delivered()
            ? "told by " + told.channel()
            : "NOBODY COULD BE TOLD: " + told.detail())
        + "; "
        + begin(policy, since, what);
  }

  /** Joins the day's open incident of that cause, or begins the next one. */
  private String begin(AccountPolicy policy, Instant since, String what) {
    TradingDay day = new TradingDay(TradingDay.dateOf(since));
    for (int number = 1; number <= NUMBERS; number++) {
      IncidentId id = IncidentId.of(policy.account(), Cause.NO_READINGS, day, number);
      Alarm alarm =
          new Alarm(
              id,
              policy,
              Severity.P0,
              Cause.NO_READINGS,
              day,
              "the dead man's switch",
              what,
              since,
              since,
              Map.of());
      if (raised(alarm)) {
        return "incident " + id;
      }
    }
    return "no further incident: " + NUMBERS + " of today are over";
  }

  /** False when the incident of that number is over: this is another outage. */
  private boolean raised(Alarm alarm) {
    WorkflowStub incident =
        client.newUntypedWorkflowStub("P0Response", WorkflowStarts.incident(alarm));
    IncidentStart start =
        new IncidentStart(
            alarm.policy().account(), alarm.by(), alarm.reason(), alarm.cause().word());
    try {
      incident.signalWithStart("alarm", new Object[] {alarm}, new Object[] {start});
      return true;
    } catch (WorkflowExecutionAlreadyStarted ended) {
      return false;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(AGAIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.NOT_READY.failure("the worker stops");
    }
  }
}
