package io.tripline.workflows.reconciliation;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Broker;
import io.tripline.workflows.broker.Broker.DayOrders;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.MarketNow;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.journal.Journal;
import io.tripline.workflows.journal.SearchAttributes;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import io.tripline.workflows.reconciliation.Finding.Kind;
import io.tripline.workflows.reconciliation.ReconciliationResult.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads both sides, compares, writes the report, tells people. */
public final class WeeklyReconciliationWorkflow implements WeeklyReconciliation {
  private static final int READS_WHILE_OPEN = 4;
  private static final String SCHEDULE = "the schedule";

  private final Configuration configuration =
      Workflow.newActivityStub(Configuration.class, Policies.configuration());
  private final Broker broker = Workflow.newActivityStub(Broker.class, Policies.broker());
  private final Ledger ledger = Workflow.newActivityStub(Ledger.class, Policies.ledger());
  private final Notifier notifier = Workflow.newActivityStub(Notifier.class, Policies.notice());
  private String standing = "begins";

  /** What the broker showed; its parts are read together or not at all. */
  private record Shown(DayOrders orders, AccountSnapshot snapshot) {}

  @Override
  public ReconciliationResult run(@Nullable ReconciliationStart start) {
    ReconciliationResult result = reconcile(start);
    say(result.outcome() + ": " + result.sentence());
    return result;
  }

  private ReconciliationResult reconcile(@Nullable ReconciliationStart start) {
    AccountPolicy policy;
    TradingWeek asked;
    try {
      String name = start == null ? null : start.account();
      if (name == null) {
        throw new IllegalArgumentException(
            "account: missing; send {\"account\":\"name\"}, and \"week\":\"2026-W47\" for another"
                + " week than this");
      }
      AccountName account = new AccountName(name);
      asked = start == null || start.week() == null ? null : TradingWeek.parse(start.week());
      policy = configuration.policy(account);
    } catch (IllegalArgumentException malformed) {
      return refused(String.valueOf(malformed.getMessage()));
    } catch (ActivityFailure failed) {
      return refused(Fault.detailOf(failed));
    }
    Workflow.upsertTypedSearchAttributes(
        SearchAttributes.ACCOUNT.valueSet(policy.account().value()));
    String by = start == null || start.by() == null ? SCHEDULE : start.by();
    return compare(policy, asked, by);
  }

  private ReconciliationResult compare(
      AccountPolicy policy, @Nullable TradingWeek asked, String by) {
    say("reads the broker's clock and calendar");
    MarketNow market;
    try {
      market = broker.market(policy.account());
    } catch (ActivityFailure failed) {
      return withoutBroker(policy, asked, by, "its clock can't be read: " + Fault.detailOf(failed));
    }
    Instant now = market.clock().now();
    TradingWeek week = week(asked, by, now);
    if (week.from().isAfter(now)) {
      return refused("week: " + week + " has not begun in market time, it is " + now);
    }
    say("reads the journal of " + week);
    JournalWeek books = ledger.week(new Ledger.WeekQuestion(policy.account(), week));
    Balance opening = books.opening();
    Shown shown;
    try {
      say("reads orders, executions, positions and cash of " + week + " at the broker");
      shown = read(policy, opening == null ? week.from() : earlier(opening.marketAt(), week));
    } catch (ActivityFailure failed) {
      return store(
          unread(policy, week, by, now, books, Fault.detailOf(failed)), policy, "broker unread");
    }
    OrderComparison orders =
        new OrderComparison(week, now, policy.scope(), shown.orders(), books.orders());
    List<Finding> findings = new ArrayList<>(orders.findings());
    Balance closing = balance(shown.snapshot(), policy);
    boolean current = !now.isAfter(week.nextMonday()) || asked == null;
    if (current) {
      findings.addAll(
          BalanceComparison.of(opening, closing, since(opening, shown.orders()), policy.scope()));
    }
    Instant begunAt = books.begunAt();
    if (policy.session().trades() && begunAt != null) {
      findings.addAll(DueSessions.missed(week, market.calendar(), now, begunAt, books.sessions()));
    }
    Reconciliation found =
        of(
            policy,
            week,
            by,
            now,
            books,
            findings,
            true,
            orders.orders().size(),
            orders.fills().size(),
            current ? closing : null);
    return store(found, policy, "compared");
  }

  /** The schedule's reports are of whole weeks, whenever it runs: between two of them is no gap. */
  private static TradingWeek week(@Nullable TradingWeek asked, String by, Instant now) {
    if (asked != null) {
      return asked;
    }
    return by.equals(SCHEDULE) ? TradingWeek.lastOver(now) : TradingWeek.current(now);
  }

  private Shown read(AccountPolicy policy, Instant since) {
    DayOrders orders = broker.ordersSince(new Broker.OrdersSince(policy.account(), since));
    for (int attempt = 1; ; attempt++) {
      AccountSnapshot snapshot =
          broker.snapshot(new Broker.SnapshotRequest(policy.account(), List.of()));
      if (!snapshot.clock().open() || attempt == READS_WHILE_OPEN) {
        return new Shown(orders, snapshot);
      }
      // What is executed between the two reads would look like a difference.
      DayOrders again = broker.ordersSince(new Broker.OrdersSince(policy.account(), since));
      if (again.fills().equals(orders.fills())) {
        return new Shown(again, snapshot);
      }
      orders = again;
    }
  }

  private static Instant earlier(Instant opening, TradingWeek week) {
    return opening.isBefore(week.from()) ? opening : week.from();
  }

  private static List<Fill> since(@Nullable Balance opening, DayOrders orders) {
    return opening == null
        ? List.of()
        : orders.fills().stream().filter(each -> each.at().isAfter(opening.marketAt())).toList();
  }

  private static Balance balance(AccountSnapshot shown, AccountPolicy policy) {
    return new Balance(
        shown.clock().now(),
        shown.account().cash(),
        shown.account().equity(),
        shown.positions().stream()
            .filter(each -> policy.scope().contains(each.symbol()))
            .map(each -> new Balance.Held(each.symbol(), each.quantity()))
            .toList());
  }

  private ReconciliationResult withoutBroker(
      AccountPolicy policy, @Nullable TradingWeek asked, String by, String why) {
    TradingWeek week = week(asked, by, wall());
    JournalWeek books = ledger.week(new Ledger.WeekQuestion(policy.account(), week));
    return store(unread(policy, week, by, wall(), books, why), policy, "broker unread");
  }

  private Reconciliation unread(
      AccountPolicy policy,
      TradingWeek week,
      String by,
      Instant now,
      JournalWeek books,
      String why) {
    List<Finding> findings =
        List.of(
            Kind.UNKNOWN.of("broker", "could not be read, so nothing of it was compared: " + why));
    return of(policy, week, by, now, books, findings, false, 0, 0, null);
  }

  private static Reconciliation of(
      AccountPolicy policy,
      TradingWeek week,
      String by,
      Instant now,
      JournalWeek books,
      List<Finding> findings,
      boolean brokerRead,
      int orders,
      int executions,
      @Nullable Balance closing) {
    return new Reconciliation(
        Reconciliation.SCHEMA_VERSION,
        policy.account(),
        week,
        !now.isBefore(week.to()),
        brokerRead,
        wall(),
        now,
        by,
        orders,
        executions,
        books.opening(),
        closing,
        WeekSlippage.of(books.samples(), policy.limits().slippage()),
        findings.stream().sorted(Comparator.comparing(Finding::severity)).toList(),
        books.incidents(),
        books.actions());
  }

  private ReconciliationResult store(Reconciliation found, AccountPolicy policy, String how) {
    say("writes the report of " + found.week() + " (" + how + ")");
    String id =
        Workflow.getInfo().getWorkflowId() + "/" + Workflow.getInfo().getRunId() + "/report";
    Journal.StoredReport stored =
        ledger.store(new Ledger.WeekReport(id, found, ReconciliationText.of(found)));
    tell(found, policy, stored.path());
    return new ReconciliationResult(
        found.grave() == 0 ? Outcome.AGREES : Outcome.DIFFERS,
        found.sentence(),
        stored.path(),
        found);
  }

  private void tell(Reconciliation found, AccountPolicy policy, String path) {
    try {
      notifier.tell(
          new Notice(
              Workflow.getInfo().getWorkflowId() + "/" + Workflow.getInfo().getRunId(),
              policy.account(),
              null,
              found.grave() == 0 ? Urgency.INFORM : Urgency.NOTIFY,
              (policy.drill() ? "DRILL " : "") + "Weekly reconciliation: " + found.sentence(),
              path,
              "./tripline reconcile --show --week " + found.week(),
              policy.drill()));
    } catch (ActivityFailure failed) {
      say("NOBODY COULD BE TOLD: " + Fault.detailOf(failed));
    }
  }

  @Override
  public String status() {
    return standing;
  }

  private void say(String text) {
    standing = text;
    Workflow.setCurrentDetails(text.replaceAll("[<>`*\\[\\]\\r\\n]", " ") + "\n");
  }

  private static Instant wall() {
    return Instant.ofEpochMilli(Workflow.currentTimeMillis());
  }

  private static ReconciliationResult refused(String why) {
    return new ReconciliationResult(Outcome.REFUSED, why, "", null);
  }
}
