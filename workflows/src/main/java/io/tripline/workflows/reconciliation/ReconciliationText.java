package io.tripline.workflows.reconciliation;

import io.tripline.workflows.reconciliation.JournalWeek.ActionLine;
import io.tripline.workflows.reconciliation.JournalWeek.IncidentLine;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageSummary;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The report of a reconciliation as Markdown: the same figures give the same text. */
public final class ReconciliationText {
  private ReconciliationText() {}

  /** The file that it is kept under. */
  public static String fileName(Reconciliation of) {
    return "reconciliation-" + of.account() + "-" + of.week() + ".md";
  }

  /** All of it. */
  public static String of(Reconciliation of) {
    StringBuilder text = new StringBuilder(4_096);
    text.append("# Weekly Reconciliation ").append(of.week()).append("\n\n");
    line(text, "Account", of.account().value());
    line(text, "Week", days(of) + " (New York)" + (of.over() ? "" : ", not over yet"));
    line(text, "Written", of.at() + ", market time " + of.marketAt());
    line(text, "Asked for by", of.by());
    line(text, "Outcome", of.sentence());
    findings(text, of);
    orders(text, of);
    slippage(text, of.slippage());
    incidents(text, of);
    actions(text, of.actions());
    return text.toString();
  }

  /** A report of an earlier version is written again as it was. */
  private static String days(Reconciliation of) {
    TradingWeek week = of.week();
    return of.schemaVersion() < 2
        ? week.monday() + " to " + week.monday().plusDays(6)
        : week.firstDay() + " to " + week.lastDay();
  }

  private static void findings(StringBuilder text, Reconciliation of) {
    text.append("\n## Findings\n\n");
    if (of.findings().isEmpty()) {
      text.append("None: orders, executions, positions and cash agree with the journal.\n");
    }
    for (Finding each : of.findings()) {
      text.append("- **")
          .append(each.severity())
          .append("** ")
          .append(each.kind())
          .append(" `")
          .append(plain(each.subject()))
          .append("`: ")
          .append(plain(each.sentence()))
          .append('\n');
    }
  }

  private static void orders(StringBuilder text, Reconciliation of) {
    text.append("\n## Orders, Positions and Cash\n\n");
    if (!of.brokerRead()) {
      text.append("The broker did not answer: nothing of it could be compared.\n");
    } else {
      line(text, "Orders at the broker", String.valueOf(of.orders()));
      line(text, "Executions", String.valueOf(of.executions()));
    }
    balance(text, "Opening", of.opening());
    balance(text, "Closing", of.closing());
  }

  private static void balance(StringBuilder text, String name, @Nullable Balance balance) {
    if (balance == null) {
      line(text, name, "not known");
      return;
    }
    List<String> held =
        balance.positions().stream().map(each -> each.quantity() + " " + each.symbol()).toList();
    line(
        text,
        name,
        "%s: cash %s, equity %s, %s"
            .formatted(
                balance.marketAt(),
                balance.cash(),
                balance.equity(),
                held.isEmpty() ? "nothing held" : String.join(", ", held)));
  }

  private static void slippage(StringBuilder text, WeekSlippage of) {
    text.append("\n## Slippage\n\n");
    line(text, "Verdict", of.verdict());
    line(
        text,
        "Baseline",
        of.baseline().toPlainString()
            + " bps mean; above "
            + of.investigateAbove().toPlainString()
            + " bps: investigate");
    summary(text, "Execution (arrival to fill)", of.execution());
    summary(text, "Delay (decision to arrival)", of.delay());
    line(text, "Unusable fills", String.valueOf(of.unusable()));
  }

  private static void summary(StringBuilder text, String name, SlippageSummary of) {
    line(
        text,
        name,
        "n = %d, mean %s, median %s, 95th percentile %s bps"
            .formatted(of.n(), words(of.mean()), words(of.median()), words(of.p95())));
  }

  private static void incidents(StringBuilder text, Reconciliation of) {
    text.append("\n## P2 and P3 Entries\n\n");
    if (of.incidents().isEmpty()) {
      text.append("None.\n");
    }
    for (IncidentLine each : of.incidents()) {
      text.append("- **")
          .append(each.severity())
          .append("** `")
          .append(each.id())
          .append("` ")
          .append(each.status())
          .append(", since ")
          .append(each.begunAt())
          .append(": ")
          .append(plain(each.headline()))
          .append('\n');
      if (!each.note().isEmpty()) {
        text.append("  - documented: ").append(plain(each.note())).append('\n');
      }
    }
  }

  private static void actions(StringBuilder text, List<ActionLine> actions) {
    text.append("\n## Open Action Items\n\n");
    if (actions.isEmpty()) {
      text.append("None.\n");
    }
    for (ActionLine each : actions) {
      text.append("- `")
          .append(each.incident())
          .append("` ")
          .append(each.number())
          .append(": ")
          .append(plain(each.text()))
          .append(each.owner().isEmpty() ? ", nobody's" : ", " + plain(each.owner()))
          .append(each.due().isEmpty() ? ", no date" : ", due " + each.due())
          .append('\n');
    }
  }

  private static String words(@Nullable BigDecimal figure) {
    return SlippageStatistics.words(figure);
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append("- ").append(name).append(": ").append(plain(value)).append('\n');
  }

  /** What people and brokers wrote stays one line and becomes no markup. */
  private static String plain(String value) {
    return value.replaceAll("[\\r\\n]+", " ").replaceAll("[<>`*\\[\\]]", " ").strip();
  }
}
