package io.tripline.workflows.session;

import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.OrderIntent;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.fills.OrderEnd;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.journal.JournalQueue;
import io.tripline.workflows.slippage.FillSample;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a session writes into the journal. Entries about an order carry ids made of its client order
 * id, so that a later run that meets the same order adds nothing.
 */
final class SessionRecord {
  private AccountPolicy policy;
  private final JournalQueue journal;
  private final MarketTime market;
  private final SessionSheet sheet;
  private final List<Runnable> withTheNext = new ArrayList<>();
  private final Set<ClientOrderId> ended = new HashSet<>();

  SessionRecord(AccountPolicy policy, MarketTime market, SessionSheet sheet) {
    this.policy = policy;
    this.journal = new JournalQueue(policy.account());
    this.market = market;
    this.sheet = sheet;
  }

  /** The guard knows the limits in force, whoever started this session with what it knew. */
  void under(AccountPolicy inForce) {
    policy = policy.with(inForce.limits(), inForce.configurationHash());
  }

  /** True when so much waits for the journal that nothing may raise risk. */
  boolean full() {
    return journal.full();
  }

  boolean written() {
    return journal.empty();
  }

  void awaitWritten() {
    journal.awaitEmpty();
  }

  /** A line about the session as a whole; takes what an order left behind along in one batch. */
  void session(String text, Map<String, String> more) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("session", Workflow.getInfo().getWorkflowId());
    data.put("symbol", policy.session().symbol().value());
    data.put("strategy", policy.session().strategy());
    data.put("configurationHash", policy.configurationHash());
    data.putAll(more);
    withTheNext.forEach(Runnable::run);
    withTheNext.clear();
    journal.add(EntryKind.SESSION, null, actor(), market.now(), text, data);
    sheet.line(text);
  }

  /** Before an order is sent. */
  void intent(ClientOrderId id, OrderIntent intent, Price decision, String why) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", id.value());
    data.put("symbol", intent.symbol().value());
    data.put("side", intent.side().name());
    data.put("quantity", intent.quantity().text());
    data.put("entry", String.valueOf(intent.entry()));
    data.put("decisionPrice", decision.text());
    data.put("status", "INTENDED");
    String text = "order " + id + " intended: " + why;
    once(id, "intended", EntryKind.ORDER, text, data);
    sheet.order(id.value());
    sheet.line(text);
  }

  /** An order that was not sent, was refused, or whose fate is not known. */
  void failed(ClientOrderId id, String outcome, String detail) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", id.value());
    data.put("symbol", policy.session().symbol().value());
    data.put("status", outcome);
    data.put("detail", detail);
    String text = "order " + id + " " + outcome + ": " + detail;
    later(id, outcome, EntryKind.ORDER, text, data);
    sheet.line(text);
  }

  /** True for an order whose end this run has written, or knows to be written. */
  boolean hasEnded(ClientOrderId id) {
    return ended.contains(id);
  }

  /** Takes over which orders' ends an earlier run of this session has written. */
  void goOnAfter(List<String> writtenEnds) {
    writtenEnds.forEach(id -> ended.add(new ClientOrderId(id)));
  }

  /** To be carried through continue-as-new. */
  List<String> writtenEnds() {
    return ended.stream().map(ClientOrderId::value).sorted().toList();
  }

  /** The end of an order that an earlier run sent: only what the broker shows of it is known. */
  void endedEarlier(Order order) {
    ended(order, Price.ZERO, null, null);
  }

  /**
   * An order's end with its fill and the fill's cost; empty where nothing was filled.
   *
   * @param end how long it took; null where that says nothing
   */
  Optional<FillSample> ended(
      Order order, Price decision, @Nullable Quote arrival, @Nullable OrderEnd end) {
    ClientOrderId id = order.clientOrderId();
    ended.add(id);
    sheet.order(id.value());
    String text =
        "order "
            + id
            + " "
            + order.status()
            + ": filled "
            + order.filled()
            + (order.quantity() == null ? "" : " of " + order.quantity())
            + (order.filledAverage() == null ? "" : " at " + order.filledAverage());
    later(id, "ended", EntryKind.ORDER, text, of(order));
    sheet.line(text);
    Price price = order.filledAverage();
    if (order.filled().signum() <= 0 || price == null) {
      return Optional.empty();
    }
    later(id, "fill", EntryKind.FILL, text, of(order));
    Slippage cost = Slippage.of(order.side(), decision, arrival, order.submittedAt(), price);
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", id.value());
    data.put("symbol", order.symbol().value());
    data.put("side", order.side().name());
    data.put("quantity", order.filled().text());
    data.putAll(cost.data());
    if (end != null) {
      data.putAll(end.data());
    }
    later(id, "slippage", EntryKind.SLIPPAGE, id + " " + cost.words(), data);
    sheet.line(cost.words());
    return Optional.of(cost.sample(order));
  }

  private static Map<String, String> of(Order order) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("clientOrderId", order.clientOrderId().value());
    data.put("orderId", order.id());
    data.put("symbol", order.symbol().value());
    data.put("side", order.side().name());
    data.put("quantity", order.filled().text());
    if (order.quantity() != null) {
      data.put("ordered", order.quantity().text());
    }
    if (order.filledAverage() != null) {
      data.put("price", order.filledAverage().text());
    }
    data.put("status", order.status().name());
    data.put("submittedAt", order.submittedAt().toString());
    if (order.filledAt() != null) {
      data.put("filledAt", order.filledAt().toString());
    }
    return data;
  }

  private void once(
      ClientOrderId order, String what, EntryKind kind, String text, Map<String, String> data) {
    Instant at = market.now();
    journal.addAs(
        policy.account() + "/order/" + order + "/" + what, kind, null, actor(), at, text, data);
  }

  /** Nobody waits for an order's end in the journal: it goes with the next line of the session. */
  private void later(
      ClientOrderId order, String what, EntryKind kind, String text, Map<String, String> data) {
    withTheNext.add(() -> once(order, what, kind, text, data));
  }

  private static String actor() {
    return Workflow.getInfo().getWorkflowId();
  }
}
