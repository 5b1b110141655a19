package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fills.FillFinding;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes how the sessions' orders ended, and declares a P2 for slow or partial fills: once a trading
 * day each, joining the one that is open. It trips nothing. For workflow threads.
 */
final class FillDesk {
  private static final String CHANGE = "fill-alarms";

  private final GuardBooks books;
  private final AlarmDesk alarms;
  private final Set<Cause> told = EnumSet.noneOf(Cause.class);

  FillDesk(GuardBooks books, AlarmDesk alarms) {
    this.books = books;
    this.alarms = alarms;
  }

  void begin() {
    books.rules.ask(CHANGE, 1);
  }

  /**
   * Takes an order's end; the same order twice counts once. One that ends under a halt says nothing
   * of the market: the halt may have cancelled it.
   *
   * @param costFollows true where the cost of its fill is recorded next, with these figures
   */
  void take(OrderEnd end, boolean costFollows, AccountPolicy policy) {
    if (books.fills.knows(end.order()) || books.halts.ladder().halted()) {
      return;
    }
    books.fills = books.fills.with(end);
    if (books.rules.at(CHANGE) < 1) {
      return;
    }
    FillsView view = FillsView.of(books.fills, policy.limits().fills());
    if (!costFollows) {
      Map<String, String> data = new LinkedHashMap<>(end.data());
      data.put("endedOrder", end.order().value());
      data.putAll(view.statistics().data());
      String text =
          "order "
              + end.order()
              + " filled nothing that could be measured; "
              + view.statistics().sentence();
      books.record(EntryKind.SLIPPAGE, null, text, data);
    }
    sound(Cause.SLOW_FILLS, view.slow(), view, policy);
    sound(Cause.PARTIAL_FILLS, view.inPart(), view, policy);
  }

  private void sound(Cause cause, FillFinding finding, FillsView view, AccountPolicy policy) {
    if (!finding.found() || toldToday(cause)) {
      return;
    }
    told.add(cause);
    alarms.declare(
        new DeclareRequest(
            null,
            Severity.P2,
            cause,
            "the guard",
            finding.sentence(),
            null,
            Map.of("fills", view.statistics().sentence())),
        policy);
  }

  /** The same orders stay in the window long after people have acted. */
  private boolean toldToday(Cause cause) {
    return told.contains(cause)
        || books.incidents.numbers().containsKey(cause.word() + "-" + books.dayOf(null));
  }
}
