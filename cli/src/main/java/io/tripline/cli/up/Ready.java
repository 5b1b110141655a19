package io.tripline.cli.up;

import io.tripline.cli.Output;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.UiViews;
import io.tripline.cli.guard.GuardText;
import io.tripline.cli.status.BrokerPart;
import io.tripline.worker.Outreach;
import io.tripline.worker.config.Settings;
import io.tripline.worker.runbook.Runbooks;
import io.tripline.workflows.broker.Money;
import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.notify.Contact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person must know when {@code up} has started. */
final class Ready {
  private final Installation where;
  private final Settings settings;
  private final LocalSystem system;
  private final Output output;
  private final String options;

  Ready(Installation where, Settings settings, LocalSystem system, Output output, String options) {
    this.where = where;
    this.settings = settings;
    this.system = system;
    this.output = output;
    this.options = options;
  }

  void print(Optional<GuardStatus> guard) {
    BrokerPart broker = BrokerPart.look(where, System.getenv(), settings.account().name());
    lines(guard, broker).forEach(output::line);
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("ready", true);
    document.put("account", settings.account().name().value());
    document.put("environment", settings.account().environment().name());
    document.put("broker", broker.environment());
    document.put("equity", broker.equity() == null ? null : broker.equity().toPlainString());
    document.put("positions", broker.positions());
    document.put("isHalted", guard.map(GuardStatus::isHalted).orElse(null));
    document.put("ladder", guard.map(status -> status.ladder().name()).orElse(null));
    document.put("trades", settings.session().trades());
    document.put("configurationHash", settings.configurationHash());
    document.put("incidents", guard.map(GuardStatus::incidents).orElse(List.of()));
    document.put("temporal", system.temporalAt().address());
    document.put("ui", system.temporalAt().ui());
    document.put("dataDirectory", where.data().toString());
    output.document(document);
  }

  private List<String> lines(Optional<GuardStatus> guard, BrokerPart broker) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("READY" + (settings.drill() ? " (DRILL)" : ""));
    lines.add("account     " + settings.account().name() + ", " + scope());
    lines.addAll(broker.lines());
    lines.add(
        "ladder      "
            + guard
                .map(status ->
                    status.ladder()
                        + ", is_halted = "
                        + (status.isHalted() ? "True" : "False")
                        + (status.why() == null || status.why().isBlank()
                            ? ""
                            : " (" + status.why() + ")"))
                .orElse("the guard has not answered yet; see the worker's log"));
    lines.add("limits      " + GuardText.limits(settings.limits(), baseline(guard, broker)));
    lines.add("will        " + will());
    lines.add("tells       " + contacts());
    if (!settings.rosterGiven()) {
      lines.add(
          "approver    "
              + settings.owner()
              + " alone (no approvers in tripline.yaml): each approval waits 15 min for a second");
    }
    settings.notes().forEach(note -> lines.add("note        " + note));
    settings.warnings().forEach(warning -> lines.add("WARNING     " + warning));
    Runbooks.shelf(settings)
        .read()
        .forEach(each ->
            each.warnings().forEach(warning -> lines.add("WARNING     runbook " + warning)));
    Outreach.unreadable(settings, System.getenv())
        .forEach(warning -> lines.add("WARNING     " + warning));
    lines.add("dead-man    none: if this machine dies, nobody is told");
    lines.add("logs        " + where.logs());
    UiViews views = UiViews.of(system.temporalAt());
    lines.add("temporal    " + system.temporalAt().address() + (views.known() ? ", UI:" : ""));
    views.lists().forEach((shows, link) -> lines.add("  " + shows + ": " + link));
    guard.ifPresent(status ->
        status
            .incidents()
            .forEach(incident ->
                lines.add(
                    "OPEN        incident "
                        + incident
                        + " goes on: ./tripline incident show "
                        + incident
                        + options)));
    lines.add("second terminal:");
    for (String command :
        List.of(
            "status",
            "session start [--once|--interval]|status|set|stop|list",
            "guard start|status|stop",
            "killswitch status|trip|reset",
            "flatten [--dry-run]",
            "incident declare|list|show|watch|ack|approve|deny|note|support|report",
            "review list|show|cause|lesson|runbook|action|sign",
            "journal audit|trades --last 20")) {
      lines.add("  ./tripline " + command + options);
    }
    lines.add("Ctrl-C stops it.");
    return lines;
  }

  private String scope() {
    return "scope " + settings.account().scope().describe();
  }

  private String will() {
    return (settings.session().trades()
            ? "trade "
                + settings.session().strategy()
                + " on "
                + settings.session().symbol()
                + " with up to "
                + settings
                    .session()
                    .exposure()
                    .movePointRight(2)
                    .stripTrailingZeros()
                    .toPlainString()
                + " % of equity"
            : settings.account().ownership().foreign()
                ? "not trade, others do (trader: other)"
                : "not trade (add --trade)")
        + "; watch; flatten at the hard limit";
  }

  private String contacts() {
    return settings.contacts().isEmpty()
        ? "nobody"
        : String.join(", ", settings.contacts().stream().map(Ready::contact).toList());
  }

  private static String contact(Contact contact) {
    return contact.role() + " " + contact.name() + " (" + contact.address() + ")";
  }

  private static @Nullable Money baseline(Optional<GuardStatus> guard, BrokerPart broker) {
    return guard
        .map(GuardStatus::baselines)
        .map(baselines -> baselines.priorClose())
        .orElseGet(() -> broker.lastEquity() == null ? null : new Money(broker.lastEquity()));
  }
}
