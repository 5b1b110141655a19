package io.tripline.activities.journal;

import io.tripline.activities.account.ConfigurationOnDisk;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.broker.SessionHours;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Entry;
import io.tripline.workflows.maintenance.Defect;
import io.tripline.workflows.maintenance.Upkeep;
import io.tripline.workflows.reconciliation.DueSessions;
import io.tripline.workflows.reconciliation.JournalWeek;
import io.tripline.workflows.reconciliation.Ledger.WeekQuestion;
import io.tripline.workflows.reconciliation.TradingWeek;
import io.tripline.workflows.runbook.Cause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link Upkeep} of the journal, its files, the configuration and the sessions. Thread-safe. */
public final class JournalUpkeep implements Upkeep {
  private static final String JOURNAL = "journal";
  private static final String CONFIGURATION = "tripline.yaml";
  private static final int MOST_TASKS = 5_000;

  /** Another process writes a file right after its entry: only what stays wrong is wrong. */
  private static final Duration SETTLES_WITHIN = Duration.ofSeconds(2);

  private final SqlJournal journal;
  private final JournalLedger ledger;
  private final Configuration running;
  private final ConfigurationOnDisk disk;

  /** {@code running}: what this process was started with. */
  public JournalUpkeep(
      SqlJournal journal, JournalLedger ledger, Configuration running, ConfigurationOnDisk disk) {
    this.journal = journal;
    this.ledger = ledger;
    this.running = running;
    this.disk = disk;
  }

  @Override
  public Inspection inspect(Look look) {
    List<Defect> defects = new ArrayList<>();
    List<String> checked = new ArrayList<>();
    files(defects, checked);
    chain(defects, checked);
    configuration(look.policy().account(), defects, checked);
    sessions(look, defects, checked);
    return new Inspection(defects, checked);
  }

  private void files(List<Defect> defects, List<String> checked) {
    Map<String, String> damage = journal.damage();
    if (!damage.isEmpty()) {
      pause();
      damage.keySet().retainAll(journal.damage().keySet());
    }
    damage.forEach(
        (file, problem) -> defects.add(new Defect(Cause.LOG_CORRUPTED, file, problem, true)));
    checked.add(
        damage.isEmpty()
            ? "the mirrors and the slippage report hold what the journal holds"
            : damage.size() + " file(s) do not hold what the journal holds");
  }

  private static void pause() {
    try {
      Thread.sleep(SETTLES_WITHIN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.JOURNAL_UNAVAILABLE.failure("interrupted while looking at the files");
    }
  }

  private void chain(List<Defect> defects, List<String> checked) {
    Verification chain = journal.verifyChain();
    if (!chain.whole()) {
      defects.add(
          new Defect(
              Cause.LOG_CORRUPTED,
              JOURNAL,
              String.join("; ", chain.problems())
                  + "; no machine mends the journal: restore a backup or keep it as it is",
              false));
    }
    checked.add(
        chain.whole()
            ? "the journal's chain is whole, " + chain.entries() + " entries"
            : "the journal's chain is BROKEN");
  }

  private void configuration(AccountName account, List<Defect> defects, List<String> checked) {
    String now = running.policy(account).configurationHash();
    try {
      String there = disk.hash(account);
      if (there.equals(now)) {
        checked.add("the configuration that runs is the one on disk, " + brief(now));
        return;
      }
      defects.add(
          new Defect(
              Cause.CONFIG_DRIFT,
              CONFIGURATION,
              "says "
                  + brief(there)
                  + ", what runs was started with "
                  + brief(now)
                  + ": start the processes anew (./tripline up), or take the change back",
              false));
    } catch (IllegalStateException unreadable) {
      defects.add(
          new Defect(
              Cause.CONFIG_DRIFT,
              CONFIGURATION,
              "can't be used any more, the next start would fail: " + unreadable.getMessage(),
              false));
    }
    checked.add("the configuration on disk is NOT the one that runs");
  }

  private static String brief(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }

  /** The last trading day that is over; earlier ones stand in the weekly reconciliation. */
  private void sessions(Look look, List<Defect> defects, List<String> checked) {
    MarketNow market = look.market();
    AccountPolicy policy = look.policy();
    if (!policy.session().trades()) {
      checked.add("no session is due: told to watch only");
      return;
    }
    Optional<SessionHours> last =
        market == null
            ? Optional.empty()
            : market.calendar().sessions().stream()
                .filter(each -> !each.close().isAfter(market.clock().now()))
                .reduce((before, next) -> next);
    if (last.isEmpty()) {
      checked.add("sessions not judged: the broker's calendar is not known");
      return;
    }
    SessionHours day = last.get();
    JournalWeek week =
        ledger.week(new WeekQuestion(policy.account(), TradingWeek.of(day.day().date())));
    Instant begunAt = week.begunAt();
    boolean ours = begunAt != null && day.close().isAfter(begunAt);
    Optional<String> why = ours ? DueSessions.why(day.day(), week.sessions()) : Optional.empty();
    boolean halted =
        week.sessions().stream()
            .anyMatch(each -> each.day().equals(day.day()) && each.end().equals("HALTED"));
    if (why.isEmpty() || halted || noted(policy.account(), day.day().text())) {
      checked.add("the session of " + day.day() + " is accounted for");
      return;
    }
    defects.add(new Defect(Cause.MISSED_EXECUTION, day.day().text(), why.get(), true));
    checked.add("the session of " + day.day() + " decided NOTHING");
  }

  private boolean noted(AccountName account, String day) {
    return journal
        .matching(MOST_TASKS, "account = ? AND kind = 'MAINTENANCE'", account.value())
        .stream()
        .map(each -> each.entry().data())
        .anyMatch(data ->
            "mended".equals(data.get("event"))
                && Cause.MISSED_EXECUTION.word().equals(data.get("cause"))
                && day.equals(data.get("subject")));
  }

  @Override
  public Repair repair(Defect defect) {
    return switch (defect.cause()) {
      case LOG_CORRUPTED -> {
        String kept = journal.mend(defect.subject());
        yield new Repair(
            true,
            "written anew from the journal"
                + (kept.isEmpty() ? "" : "; the damaged one is kept as " + kept));
      }
      case MISSED_EXECUTION ->
          new Repair(
              true,
              "noted for the weekly reconciliation; an old decision is never made up for ("
                  + defect.detail()
                  + ")");
      case DAILY_LOSS,
          DAILY_LOSS_SOFT,
          API_ERRORS,
          SLIPPAGE,
          ACCOUNTING,
          EXPOSURE,
          ORDER_RATE,
          BROKER_ACCOUNT,
          MANUAL,
          SYSTEM_DOWN,
          WORKER_DOWN,
          NO_READINGS,
          DEAD_MAN,
          HIGH_SLIPPAGE,
          SLOW_FILLS,
          PARTIAL_FILLS,
          CONFIG_DRIFT,
          SLIPPAGE_NOTE,
          DRAWDOWN,
          POSITION_MISMATCH,
          ORDER_COLLAR,
          DATA_QUALITY,
          LOSS_STREAK,
          VOLATILITY,
          CLOCK ->
          new Repair(false, "no machine mends " + defect.cause().word());
    };
  }

  @Override
  public Waiting waiting(Look look) {
    Map<String, Queued> tasks = new LinkedHashMap<>();
    for (JournalRecord each :
        journal.matching(
            MOST_TASKS,
            "account = ? AND kind = 'MAINTENANCE' AND incident IS NOT NULL",
            look.policy().account().value())) {
      Entry entry = each.entry();
      String incident = String.valueOf(entry.incident());
      switch (entry.data().getOrDefault("event", "")) {
        case "queued" ->
            cause(entry).ifPresent(cause -> tasks.put(incident, new Queued(incident, cause)));
        case "done" -> tasks.remove(incident);
        default -> {
          // What was mended in between; the task waits on.
        }
      }
    }
    return new Waiting(List.copyOf(tasks.values()));
  }

  private static Optional<Cause> cause(Entry entry) {
    try {
      return Optional.of(Cause.parse(entry.data().getOrDefault("cause", "")));
    } catch (IllegalArgumentException ofANewerProgram) {
      return Optional.empty();
    }
  }
}
