package io.tripline.workflows.flatten;

import io.tripline.workflows.approval.DecisionRecord;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Submission;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.proof.FlatRead;
import io.tripline.workflows.proof.FlattenRequest;
import io.tripline.workflows.proof.FlattenResult;
import io.tripline.workflows.proof.ProofOfFlat;
import io.tripline.workflows.proof.SymbolProof;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a flatten writes to the journal. Only for workflow threads. */
final class FlattenRecord {
  private final JournalQueue journal;
  private final FlattenBooks books;

  FlattenRecord(JournalQueue journal, FlattenBooks books) {
    this.journal = journal;
    this.books = books;
  }

  void requested(FlattenRequest request) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("request", request.requestId());
    data.put("scope", request.policy().scope().describe());
    data.put("unsettledPermits", ids(request));
    add(EntryKind.FLATTEN, "flatten began: " + request.reason(), data);
  }

  void snapshot(View view) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("equity", view.account().equity().text());
    data.put("positions", positions(view));
    data.put("openOrders", orders(view.openOrders()));
    data.put(
        "quotes",
        view.quotes().stream()
            .map(q -> q.symbol() + " " + q.bid() + "/" + q.ask())
            .collect(Collectors.joining(", ")));
    data.put("marketOpen", String.valueOf(view.clock().open()));
    data.put("marketAt", view.clock().now().toString());
    data.put("readAt", view.at().toString());
    add(EntryKind.FLATTEN, "evidence: " + NextStep.describe(view), data);
  }

  void cancelling(List<String> orders) {
    add(
        EntryKind.FLATTEN,
        "cancel requested for " + orders.size() + " open orders",
        Map.of("orders", String.join(",", orders)));
  }

  void intended(ClosingOrder order) {
    Map<String, String> data = order(order);
    data.put("outcome", "INTENDED");
    once(
        order.id(),
        "intended",
        EntryKind.ORDER,
        "closing order " + order.id() + ": sell " + order.quantity() + " " + order.symbol(),
        data);
  }

  void answered(ClosingOrder order, Submission submission) {
    Map<String, String> data = order(order);
    String outcome =
        switch (submission) {
          case Submission.Accepted accepted -> "ACCEPTED";
          case Submission.Refused(var fault, var detail) -> fault.name();
          case Submission.Unknown unknown -> "UNKNOWN";
        };
    data.put("outcome", outcome);
    String detail =
        switch (submission) {
          case Submission.Accepted accepted -> "";
          case Submission.Refused(var fault, var why) -> why;
          case Submission.Unknown(var why) -> why;
        };
    data.put("detail", detail);
    add(
        EntryKind.ORDER,
        "closing order " + order.id() + " " + outcome + (detail.isEmpty() ? "" : ": " + detail),
        data);
  }

  void ended(Order order) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", order.clientOrderId().value());
    data.put("orderId", order.id());
    data.put("symbol", order.symbol().value());
    data.put("side", order.side().name());
    data.put("quantity", order.filled().text());
    Price price = order.filledAverage();
    if (price != null) {
      data.put("price", price.text());
    }
    data.put("status", order.status().name());
    data.put("outcome", "ENDED");
    String text =
        "closing order "
            + order.clientOrderId()
            + " "
            + order.status()
            + ": filled "
            + order.filled()
            + (price == null ? "" : " at " + price);
    once(order.clientOrderId(), "ended", EntryKind.ORDER, text, data);
    if (order.filled().signum() > 0 && price != null) {
      once(order.clientOrderId(), "fill", EntryKind.FILL, text, data);
    }
  }

  void ranOut(FlattenSteps.Settled settled) {
    note(
        "permits ran out: "
            + settled.found().size()
            + " orders of them exist, "
            + settled.unknown().size()
            + " could not be looked up yet");
  }

  void note(String text) {
    add(EntryKind.FLATTEN, text, Map.of());
  }

  void escalated(Trouble trouble, String detail) {
    add(
        EntryKind.FLATTEN,
        "people are called: " + trouble.sentence() + " " + detail,
        Map.of("trouble", trouble.name(), "detail", detail));
  }

  /** Those that a gate has taken since; true where there were any. */
  boolean decisions(Optional<FlattenGate> gate) {
    List<DecisionRecord> taken = gate.map(FlattenGate::newRecords).orElse(List.of());
    taken.forEach(this::decision);
    return !taken.isEmpty();
  }

  void decision(DecisionRecord decision) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("requestId", decision.requestId());
    data.put("gate", decision.gate());
    data.put("verdict", decision.verdict());
    data.put("outcome", decision.outcome());
    data.put("reason", decision.reason());
    data.put("via", decision.via());
    journal.add(
        EntryKind.DECISION,
        books.latest().incident(),
        decision.by(),
        null,
        decision.by()
            + " "
            + decision.verdict()
            + "s "
            + decision.gate()
            + ": "
            + decision.outcome(),
        data);
  }

  void finished(FlattenResult result) {
    Map<String, String> data = new LinkedHashMap<>();
    String text =
        switch (result) {
          case FlattenResult.ProvenFlat(var proof) -> {
            data.putAll(proof(proof));
            yield "proven flat at " + proof.provenAt();
          }
          case FlattenResult.ResidualAccepted(var by, var reason, var residual) -> {
            data.put("by", String.join(", ", by));
            data.put(
                "residual",
                residual.stream()
                    .map(p -> p.quantity() + " " + p.symbol())
                    .collect(Collectors.joining(", ")));
            yield "residual accepted by " + String.join(", ", by) + ": " + reason;
          }
          case FlattenResult.Aborted(var by, var reason) -> {
            data.put("by", String.join(", ", by));
            yield "aborted by " + String.join(", ", by) + ": " + reason;
          }
        };
    add(EntryKind.FLATTEN, text, data);
  }

  private static Map<String, String> proof(ProofOfFlat proof) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put(
        "reads",
        proof.reads().stream()
            .map(FlatRead::at)
            .map(Instant::toString)
            .collect(Collectors.joining(", ")));
    data.put(
        "arithmetic",
        proof.symbols().stream().map(FlattenRecord::sum).collect(Collectors.joining("; ")));
    data.put("closingOrders", String.join(", ", proof.closingOrders()));
    data.put("averagePrice", proof.averagePrice());
    data.put("scope", proof.scope());
    data.put("marketAt", proof.marketAt().toString());
    return data;
  }

  private static String sum(SymbolProof s) {
    return s.symbol()
        + " "
        + s.opening()
        + " + "
        + s.bought()
        + " - "
        + s.sold()
        + " = "
        + s.remaining();
  }

  private static Map<String, String> order(ClosingOrder order) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", order.id().value());
    data.put("symbol", order.symbol().value());
    data.put("side", "SELL");
    data.put("quantity", order.quantity().text());
    data.put("entry", "false");
    return data;
  }

  private static String positions(View view) {
    return view.positions().stream()
        .map(p -> p.quantity() + " " + p.symbol() + " at " + p.averageEntry())
        .collect(Collectors.joining(", "));
  }

  private static String orders(List<Order> orders) {
    return orders.stream().map(NextStep::describe).collect(Collectors.joining(", "));
  }

  private static String ids(FlattenRequest request) {
    return request.unsettled().stream().map(p -> p.id().value()).collect(Collectors.joining(","));
  }

  /** Facts about an order that a run before may have written too: the same id, one entry. */
  private void once(
      ClientOrderId order, String what, EntryKind kind, String text, Map<String, String> data) {
    journal.addAs(
        books.account + "/order/" + order + "/" + what,
        kind,
        books.latest().incident(),
        Flatten.idOf(books.account),
        marketAt(),
        text,
        data);
  }

  private @Nullable Instant marketAt() {
    View view = books.lastView();
    return view == null ? null : view.clock().now();
  }

  private void add(EntryKind kind, String text, Map<String, String> data) {
    View view = books.lastView();
    @Nullable Instant marketAt = view == null ? null : view.clock().now();
    journal.add(kind, books.latest().incident(), Flatten.idOf(books.account), marketAt, text, data);
  }
}
