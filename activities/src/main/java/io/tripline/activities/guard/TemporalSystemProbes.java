package io.tripline.activities.guard;

import io.temporal.client.WorkflowClient;
import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.beat.Beating;
import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.ApiProbe;
import io.tripline.activities.journal.ProcessEvent;
import io.tripline.activities.journal.ProcessLog;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.Plain;
import io.tripline.workflows.incident.ProbedCall;
import io.tripline.workflows.incident.SystemProbes;
import io.tripline.workflows.incident.SystemState;
import io.tripline.workflows.incident.SystemState.Part;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.liveness.Standstill;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@link SystemProbes} from the response process. Thread-safe. */
public final class TemporalSystemProbes implements SystemProbes {
  private static final Duration AGAIN = Duration.ofSeconds(3);

  /** What the trading system does; a note of the guard and a notice to people are no action. */
  private static final Set<EntryKind> ACTIONS =
      Set.of(
          EntryKind.SESSION,
          EntryKind.PERMIT,
          EntryKind.ORDER,
          EntryKind.FILL,
          EntryKind.TRIP,
          EntryKind.FLATTEN,
          EntryKind.LADDER,
          EntryKind.RESET,
          EntryKind.LIMIT);

  private static final int SHOWN_ACTIONS = 5;
  private static final int SHOWN_EVENTS = 12;
  private static final Duration RECENT = Duration.ofHours(1);

  private final AlpacaAccounts accounts;
  private final Map<AccountName, ApiProbe> probes;
  private final Journal journal;
  private final LogTails logs;
  private final ProcessLog processes;
  private final Canary canary;
  private final InstantSource clock;

  /**
   * For the accounts of this process.
   *
   * @param logs folder of the process logs
   * @param client must use the workers' data converter
   */
  public TemporalSystemProbes(
      AlpacaAccounts accounts,
      Map<AccountName, ApiProbe> probes,
      Journal journal,
      Path logs,
      WorkflowClient client,
      InstantSource clock) {
    this.accounts = accounts;
    this.probes = Map.copyOf(probes);
    this.journal = journal;
    this.logs = new LogTails(logs);
    this.processes = ProcessLog.in(logs);
    this.canary = new Canary(client);
    this.clock = clock;
  }

  @Override
  public SystemState look(AccountPolicy policy) {
    try (Beating beating = Beating.here()) {
      beating.tell("looking");
      return seen(policy);
    }
  }

  private SystemState seen(AccountPolicy policy) {
    AccountName account = policy.account();
    ApiProbe probe = probes.get(account);
    ApiHealth health = probe == null ? null : probe.test().health();
    return new SystemState(
        worker(policy),
        journal(account, health == null ? null : health.marketOpen()),
        broker(health),
        credentials(health),
        exposure(policy),
        health == null ? null : health.marketOpen(),
        clock.instant(),
        processes.since(clock.instant().minus(RECENT), SHOWN_EVENTS).stream()
            .map(ProcessEvent::text)
            .toList());
  }

  @Override
  public SystemState awaitWell(WellQuestion question) {
    long end = System.nanoTime() + question.within().toNanos();
    try (Beating beating = Beating.here()) {
      SystemState seen = seen(question.policy());
      while (!seen.well() && System.nanoTime() < end) {
        beating.tell(seen.broken());
        Thread.sleep(AGAIN);
        seen = seen(question.policy());
      }
      return seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.NOT_READY.failure("interrupted while waiting for a restart");
    }
  }

  @Override
  public Evidence evidence(EvidenceQuestion question) {
    try (Beating beating = Beating.here()) {
      beating.tell("reading journal and logs");
      return new Evidence(
          actions(journal, question.policy().account(), question.around()),
          logs.around(question.around(), clock.instant()));
    }
  }

  private Part worker(AccountPolicy policy) {
    if (canary.answers(policy.account())) {
      return new Part(Check.PASS, "the trading worker answers");
    }
    return policy.session().trades()
        ? new Part(Check.FAIL, "no worker answers on the trading queue")
        : new Part(Check.PASS, "no trading worker answers; none is needed, nothing is traded");
  }

  /** Readings are written each minute, whatever they say: a journal without them stands still. */
  private Part journal(AccountName account, @Nullable Boolean marketOpen) {
    try {
      LastReading last = LastReading.of(journal, account);
      Optional<Entry> entry = last.entry();
      boolean still =
          !Boolean.FALSE.equals(marketOpen)
              && Standstill.stale(last.at(), Standstill.WRITTEN_EACH, clock.instant());
      return new Part(
          still ? Check.FAIL : Check.PASS,
          (still ? "it stands still, no reading is written; " : "")
              + entry
                  .map(each ->
                      "last entry "
                          + Plain.span(each.at(), clock.instant())
                          + " ago: "
                          + Plain.line(each.text(), 120))
                  .orElse("no entry yet"));
    } catch (ApplicationFailure e) {
      return new Part(Check.FAIL, e.getOriginalMessage());
    }
  }

  private static Part broker(@Nullable ApiHealth health) {
    if (health == null) {
      return new Part(Check.UNKNOWN, "this process has no keys of the account");
    }
    boolean keys = health.calls().stream().anyMatch(TemporalSystemProbes::refused);
    return new Part(
        health.check() == Check.PASS || keys ? Check.PASS : Check.FAIL,
        Plain.line(health.sentence(), 300));
  }

  private static Part credentials(@Nullable ApiHealth health) {
    if (health == null) {
      return new Part(Check.UNKNOWN, "this process has no keys of the account");
    }
    if (health.calls().stream().anyMatch(TemporalSystemProbes::refused)) {
      return new Part(Check.FAIL, "the broker refuses the API keys");
    }
    return health.calls().stream().anyMatch(call -> call.fault() == null)
        ? new Part(Check.PASS, "the broker takes the API keys")
        : new Part(Check.UNKNOWN, "no call was answered");
  }

  private static boolean refused(ProbedCall call) {
    return call.fault() == Fault.UNAUTHORISED;
  }

  private Part exposure(AccountPolicy policy) {
    AlpacaHttp http;
    try {
      http = accounts.http(policy.account()).forSafety();
    } catch (ApplicationFailure e) {
      return new Part(Check.UNKNOWN, "UNKNOWN, this process has no keys of the account");
    }
    if (!(http.positions() instanceof Answer.Done<List<Position>> held)
        || !(http.openOrders() instanceof Answer.Done<List<Order>> open)) {
      return new Part(Check.UNKNOWN, "UNKNOWN, the broker did not show it");
    }
    List<String> shown = new ArrayList<>();
    held.value().stream()
        .filter(each -> policy.scope().contains(each.symbol()))
        .forEach(each -> shown.add(each.quantity() + " " + each.symbol()));
    long orders =
        open.value().stream().filter(each -> policy.scope().contains(each.symbol())).count();
    if (orders > 0) {
      shown.add(orders + " open order(s)");
    }
    return shown.isEmpty()
        ? new Part(Check.PASS, "none")
        : new Part(Check.FAIL, String.join(", ", shown));
  }

  /** What the system did last before the moment, however much was written since. */
  static List<String> actions(Journal journal, AccountName account, Instant moment) {
    return journal
        .last(new Journal.LastEntries(account, null, SHOWN_ACTIONS, moment, ACTIONS))
        .entries()
        .stream()
        .map(each -> Plain.time(each.at()) + " " + Plain.line(each.text(), 160))
        .toList();
  }
}
