package io.tripline.cli.flatten;

import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.workflows.approval.PlanDigest;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.flatten.DirectEnd;
import io.tripline.workflows.flatten.DirectFlatten.Plan;
import io.tripline.workflows.flatten.View;
import io.tripline.workflows.proof.ProofOfFlat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a break-glass says: its plan, its proof, or what is still held and what can be done. */
final class DirectReport {
  private final Output output;
  private final DirectBroker broker;
  private final Scope scope;

  DirectReport(Output output, DirectBroker broker, Scope scope) {
    this.output = output;
    this.broker = broker;
    this.scope = scope;
  }

  ExitCode plan(View view, MarketClock market) {
    Plan plan = Plan.of(view);
    List<String> cancels = plan.cancels().stream().map(DirectReport::words).toList();
    List<String> closes = plan.closes().stream().map(DirectReport::words).toList();
    List<String> shorts = plan.shorts().stream().map(DirectReport::words).toList();
    List<String> lines = new ArrayList<>();
    lines.add("account " + view.account().id() + " at " + broker);
    lines.add("scope " + scope.describe());
    lines.add("market " + (market.open() ? "open" : "closed"));
    plan.cancels().forEach(order -> lines.add("cancel " + order.id() + " " + words(order)));
    plan.closes().forEach(p -> lines.add("close " + p.quantity() + " " + p.symbol()));
    plan.shorts().forEach(p -> lines.add("short " + p.quantity() + " " + p.symbol()));
    String digest = PlanDigest.of(lines);
    output.line("account       " + view.account().id() + " at " + broker);
    output.line("scope         " + scope.describe());
    output.line("would cancel  " + (cancels.isEmpty() ? "nothing" : String.join(", ", cancels)));
    output.line(
        "would close   "
            + (closes.isEmpty() ? "nothing" : String.join(", ", closes))
            + (market.open() || closes.isEmpty()
                ? ""
                : ", but the market is closed until " + market.nextOpen()));
    if (!shorts.isEmpty()) {
      output.line("short         " + String.join(", ", shorts) + ": it never buys, a person must");
    }
    if (view.account().suspendedByUser()) {
      output.line("suspend_trade is set: closing orders are refused; add --clear-suspend");
    }
    output.line("plan          " + digest + "; nothing was touched");
    Map<String, Object> document = head();
    document.put("account", view.account().id());
    document.put("dryRun", true);
    document.put("digest", digest);
    document.put("marketOpen", market.open());
    document.put("nextOpen", market.nextOpen().toString());
    document.put("suspended", view.account().suspendedByUser());
    document.put("cancels", cancels);
    document.put("closes", closes);
    document.put("shorts", shorts);
    output.document(document);
    return ExitCode.OK;
  }

  ExitCode end(DirectEnd end, @Nullable Path note) {
    ExitCode code =
        switch (end) {
          case DirectEnd.Flat(var proof) -> flat(proof, note);
          case DirectEnd.NotFlat notFlat -> notFlat(notFlat, note);
        };
    if (note != null) {
      output.say("note for the guard: " + note);
    }
    return code;
  }

  /** The proof in lines. */
  static List<String> lines(ProofOfFlat proof) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "PROVEN FLAT at "
            + proof.provenAt()
            + ": "
            + proof.reads().size()
            + " agreeing reads, no position and no open order in scope ("
            + proof.scope()
            + ")");
    proof
        .symbols()
        .forEach(each ->
            lines.add(
                each.symbol()
                    + ": held "
                    + each.opening()
                    + ", bought "
                    + each.bought()
                    + ", sold "
                    + each.sold()
                    + ", left "
                    + each.remaining()));
    if (!proof.closingOrders().isEmpty()) {
      lines.add("closing orders " + String.join(", ", proof.closingOrders()));
    }
    if (!proof.averagePrice().isBlank()) {
      lines.add("average closing price " + proof.averagePrice());
    }
    return lines;
  }

  /** What is held and what rests, a line each. */
  static List<String> exposure(View view) {
    List<String> lines = new ArrayList<>();
    for (Position position : view.positions()) {
      lines.add("held  " + words(position));
    }
    for (Order order : view.openOrders()) {
      lines.add("open  " + words(order));
    }
    return lines;
  }

  private ExitCode flat(ProofOfFlat proof, @Nullable Path note) {
    List<String> lines = lines(proof);
    output.line(lines.get(0));
    lines.stream().skip(1).forEach(line -> output.line("  " + line));
    output.say(
        "nothing was halted: a bot that still runs can buy again. Stop it, or trip the switch:"
            + " ./tripline killswitch trip --reason …");
    Map<String, Object> document = head();
    document.put("outcome", "provenFlat");
    document.put("proof", Output.tree(proof));
    document.put("note", note == null ? "" : note.toString());
    output.document(document);
    return ExitCode.OK;
  }

  private ExitCode notFlat(DirectEnd.NotFlat end, @Nullable Path note) {
    View last = end.last();
    List<String> exposure = last == null ? List.of() : exposure(last);
    List<String> choices = choices(end, last);
    output.line("NOT FLAT: " + end.reason().sentence() + " " + end.detail());
    if (last == null) {
      output.line("  what is held is not known: nothing could be read");
    } else {
      exposure.forEach(line -> output.line("  " + line));
      output.line("  as seen at " + last.at());
    }
    output.line("choices:");
    choices.forEach(choice -> output.line("  - " + choice));
    Map<String, Object> document = head();
    document.put("outcome", "notFlat");
    document.put("reason", end.reason().name());
    document.put("detail", end.detail());
    document.put("exposure", exposure);
    document.put("closingOrders", end.closingOrders());
    document.put("nextOpen", last == null ? "" : last.clock().nextOpen().toString());
    document.put("choices", choices);
    document.put("note", note == null ? "" : note.toString());
    output.document(document);
    return switch (end.reason()) {
      case KEYS_REFUSED -> ExitCode.REFUSED;
      case UNREACHABLE -> ExitCode.UNREACHABLE;
      case MARKET_CLOSED, SHORT, REFUSED, RESTRICTED, SUSPENDED, OUT_OF_TIME ->
          ExitCode.ENDED_BADLY;
    };
  }

  private List<String> choices(DirectEnd.NotFlat end, @Nullable View last) {
    return switch (end.reason()) {
      case MARKET_CLOSED ->
          List.of(
              "wait: run it again at the open"
                  + (last == null ? "" : ", " + last.clock().nextOpen())
                  + "; until then the opening gap is yours; exits and stops were left standing",
              "before the open or after the close: a DAY limit sell with extended hours, whole"
                  + " shares only, by hand at the broker",
              "at the open: an `opg` market order, entered before 09:28 New York time");
      case SHORT ->
          List.of(
              "buy it back by hand at the broker, exactly the quantity above",
              "then run it again: it proves flat");
      case SUSPENDED ->
          List.of(
              "run it again with --clear-suspend: it clears the flag, closes, proves flat and sets"
                  + " it again",
              "or clear it in the broker's dashboard (Account, Configuration)");
      case KEYS_REFUSED ->
          List.of(
              broker.paper()
                  ? "live keys? add --live"
                  : "check APCA_API_KEY_ID and APCA_API_SECRET_KEY",
              "close by hand on the broker's web page");
      case REFUSED, RESTRICTED ->
          List.of(
              "read the broker's sentence above; close by hand on its web page",
              "call the broker's support: the account may be allowed to close only there");
      case UNREACHABLE ->
          List.of(
              "run it again: nothing is sent twice",
              "the broker's status page: https://status.alpaca.markets; close by phone or web");
      case OUT_OF_TIME ->
          List.of(
              "run it again: it takes up what it sent",
              "a halted symbol trades again only when its exchange says so");
    };
  }

  private Map<String, Object> head() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("direct", true);
    document.put("broker", broker.endpoint().base().toString());
    document.put("environment", broker.endpoint().environment().name());
    document.put("scope", scope.describe());
    return document;
  }

  private static String words(Position position) {
    return position.quantity()
        + " "
        + position.symbol()
        + " (about $"
        + position.marketValue()
        + ")";
  }

  private static String words(Order order) {
    Quantity quantity = order.quantity();
    return order.side()
        + " "
        + (quantity == null ? "" : quantity + " ")
        + order.symbol()
        + " ("
        + order.clientOrderId()
        + ", "
        + order.status()
        + ")";
  }
}
