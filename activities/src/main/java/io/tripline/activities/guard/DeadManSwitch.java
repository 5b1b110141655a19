package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.start.WorkflowStarts;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.TradingDay;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.guard.AccountGuard;
import io.tripline.workflows.guard.Alarm;
import io.tripline.workflows.guard.DeclareAnswer;
import io.tripline.workflows.guard.DeclareRequest;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.incident.IncidentStart;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.liveness.GuardPulse;
import io.tripline.workflows.liveness.Standstill;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.IncidentId;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * {@link GuardPulse}: asks the guard, and looks whether readings, the journal and the session move.
 * Without an answer, or where something stands still, it begins a P0 and pages under its id with
 * the notifier of its own process: declared at the guard where that answers, else begun without it
 * and walked as soon as a response worker is back. Thread-safe.
 */
public final class DeadManSwitch implements GuardPulse {
  private static final Duration AGAIN = Duration.ofSeconds(3);
  private static final Duration DECLARED_WITHIN = Duration.ofSeconds(8);

  /** At the guard, and without it where that does not answer. */
  private static final Duration BEGUN_WITHIN = Duration.ofSeconds(15);

  /** What stands still must be seen to for a third of the time that silence may last. */
  private static final int CONFIRMED_AFTER = 3;

  /** While it goes on people are paged this often. */
  private static final long PAGE_EACH_SECONDS = 600;

  /** So many outages of one day have an incident of their own; later ones only page. */
  private static final int NUMBERS = 20;

  private final WorkflowClient client;
  private final GuardCalls calls;
  private final Configuration configuration;
  private final Notifier notifier;
  private final Function<GuardStatus, Standstill.Signs> signs;
  private final InstantSource clock;
  private final Duration patience;
  private final Duration answerWithin;

  /** The client must use the workers' data converter. */
  public DeadManSwitch(
      WorkflowClient client,
      Configuration configuration,
      Notifier notifier,
      AlpacaAccounts accounts,
      Journal journal,
      InstantSource clock) {
    this(
        client,
        configuration,
        notifier,
        new SignsOfLife(client, accounts, journal, clock)::of,
        clock,
        SILENCE,
        Duration.ofSeconds(10));
  }

  DeadManSwitch(
      WorkflowClient client,
      Configuration configuration,
      Notifier notifier,
      Function<GuardStatus, Standstill.Signs> signs,
      InstantSource clock,
      Duration patience,
      Duration answerWithin) {
    this.client = client;
    this.calls = new GuardCalls(client);
    this.configuration = configuration;
    this.notifier = notifier;
    this.signs = signs;
    this.clock = clock;
    this.patience = patience;
    this.answerWithin = answerWithin;
  }

  /** What one question found. */
  private sealed interface Sight {
    /** The guard answers, and what should move does. */
    record Well() implements Sight {}

    /** Nobody asked for a guard. */
    record NoGuard() implements Sight {}

    /** The guard does not answer. */
    record Silent(String why) implements Sight {}

    /**
     * The guard answers, but not all is well.
     *
     * @param proven false where a part can't be seen: that may be a gap, and gets all patience
     */
    record Standing(GuardStatus guard, String what, boolean proven) implements Sight {}
  }

  @Override
  public String look(AccountName account) {
    Instant since = clock.instant();
    Instant standingSince = null;
    Sight sight;
    do {
      sight = sight(account);
      switch (sight) {
        case Sight.Well well -> {
          return "the guard answers, and what should move does";
        }
        case Sight.NoGuard none -> {
          return "no guard runs for " + account + ": nobody asked for one, or it was stopped";
        }
        case Sight.Silent silent -> standingSince = null;
        case Sight.Standing standing -> {
          standingSince = standingSince == null ? clock.instant() : standingSince;
          Instant confirmed = standingSince.plus(patience.dividedBy(CONFIRMED_AFTER));
          if (standing.proven() && !clock.instant().isBefore(confirmed)) {
            return standing(standing, since);
          }
        }
      }
      pause();
    } while (clock.instant().isBefore(since.plus(patience)));
    return switch (sight) {
      case Sight.Standing standing -> standing(standing, since);
      case Sight.Silent(String why) -> silent(configuration.policy(account), since, why);
      case Sight.Well well -> throw new IllegalStateException("answered before");
      case Sight.NoGuard none -> throw new IllegalStateException("answered before");
    };
  }

  private Sight sight(AccountName account) {
    AccountGuard guard = client.newWorkflowStub(AccountGuard.class, AccountGuard.idOf(account));
    GuardStatus status;
    try {
      status = ask(guard);
    } catch (TimeoutException e) {
      return new Sight.Silent("no answer");
    } catch (ExecutionException e) {
      return e.getCause() instanceof WorkflowNotFoundException
          ? new Sight.NoGuard()
          : new Sight.Silent(String.valueOf(e.getCause()).replaceFirst(":.*", ""));
    }
    try {
      List<String> still = Standstill.of(signs.apply(status));
      return still.isEmpty()
          ? new Sight.Well()
          : new Sight.Standing(status, String.join("; ", still), true);
    } catch (ApplicationFailure e) {
      return new Sight.Standing(
          status, "the journal can't be read: " + e.getOriginalMessage(), false);
    }
  }

  /** The client itself would try for a minute. */
  private GuardStatus ask(AccountGuard guard) throws TimeoutException, ExecutionException {
    try {
      return CompletableFuture.supplyAsync(guard::status, task -> Thread.ofVirtual().start(task))
          .get(answerWithin.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.NOT_READY.failure("the worker stops");
    }
  }

  private String silent(AccountPolicy policy, Instant since, String why) {
    String what =
        "the guard of "
            + policy.account()
            + " has not answered for "
            + patience.toSeconds()
            + " s: nobody watches the account";
    return tell(
        policy,
        since,
        what,
        "Seen from the trading worker (" + why + ").",
        inTime(() -> begin(policy, since, what)));
  }

  private String standing(Sight.Standing seen, Instant since) {
    AccountPolicy policy = seen.guard().policy();
    Optional<String> open =
        seen.guard().incidents().stream().filter(DeadManSwitch::coversIt).findFirst();
    if (open.isPresent()) {
      return seen.what() + "; " + open.get() + " is open, and pages";
    }
    String what = "the guard of " + policy.account() + " answers, but " + seen.what();
    return tell(
        policy,
        since,
        what,
        "Seen from the trading worker.",
        inTime(() -> declare(policy, since, what)));
  }

  /** An outage that people know of, under this or another name. */
  static boolean coversIt(String incident) {
    try {
      return new IncidentId(incident).cause().filter(Cause::outage).isPresent();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * What came of the declaration.
   *
   * @param incident null where there is none: the page stands for itself then
   */
  private record Begun(@Nullable String incident, String sentence) {
    static Begun of(String incident) {
      return new Begun(incident, "incident " + incident);
    }
  }

  /** A declaration that hangs or fails must not keep the page back. */
  private static Begun inTime(Supplier<Begun> declaration) {
    try {
      return CompletableFuture.supplyAsync(declaration, task -> Thread.ofVirtual().start(task))
          .get(BEGUN_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return new Begun(null, "NO INCIDENT: none could be begun in time");
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      return new Begun(null, "NO INCIDENT: " + Fault.detailOf(cause == null ? e : cause));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Begun(null, "NO INCIDENT: the worker stops");
    }
  }

  /** Under the incident's id, so that whoever acknowledges or ends that has answered the page. */
  private String tell(
      AccountPolicy policy, Instant since, String what, String seenFrom, Begun begun) {
    Notice notice =
        new Notice(
            "deadman-" + policy.account() + "-" + since.getEpochSecond() / PAGE_EACH_SECONDS,
            policy.account(),
            begun.incident(),
            Urgency.PAGE,
            (policy.drill() ? "DRILL " : "") + "P0 DEAD MAN: " + what,
            seenFrom + " Look: ./tripline status",
            "./tripline status --account " + policy.account(),
            policy.drill());
    return what + "; " + told(notice) + "; " + begun.sentence();
  }

  /** The next look is the next attempt, under the same id. */
  private String told(Notice notice) {
    try {
      Notifier.Delivery told = notifier.tell(notice);
      return told.delivered()
          ? "told by " + told.channel()
          : "NOBODY COULD BE TOLD: " + told.detail();
    } catch (ApplicationFailure e) {
      return "NOT TOLD: " + e.getOriginalMessage();
    }
  }

  /** The guard numbers it; without its answer it begins as after a silence. */
  private Begun declare(AccountPolicy policy, Instant since, String what) {
    String id = "deadman-" + since.toEpochMilli();
    try {
      return Begun.of(
          calls
              .update(
                  policy.account(),
                  "declare",
                  id,
                  DeclareAnswer.class,
                  new DeclareRequest(
                      id,
                      Severity.P0,
                      Cause.NO_READINGS,
                      "the dead man's switch",
                      what,
                      since,
                      Map.of()),
                  DECLARED_WITHIN)
              .incident());
    } catch (ApplicationFailure e) {
      return begin(policy, since, what);
    }
  }

  /** Joins the day's open incident of that cause, or begins the next one. */
  private Begun begin(AccountPolicy policy, Instant since, String what) {
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
        return Begun.of(id.value());
      }
    }
    return new Begun(null, "no further incident: " + NUMBERS + " of today are over");
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
