package io.tripline.workflows.reconciliation;

import io.tripline.workflows.broker.Broker.DayOrders;
import io.tripline.workflows.broker.ClientOrderId;
import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quantity;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.reconciliation.Finding.Kind;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compares the broker's orders and executions of a week with the journal's, one by one. */
final class OrderComparison {
  private static final Pattern OURS = Pattern.compile("[0-9a-f]{8}-[0-9]+|exit-.+|flat-.+");
  private static final Set<String> NEVER_ARRIVED =
      Set.of("REFUSED", "NOT_SENT", "UNRESOLVED", "REJECTED", "NOT_PERMITTED");

  /** So long after it was intended an order may be under way without an end in the journal. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(30);

  /** The broker rounds averages to what it shows; a tenth of a cent is no difference. */
  private static final BigDecimal PRICE_TOLERANCE = new BigDecimal("0.001");

  private final TradingWeek week;
  private final Instant now;
  private final Map<ClientOrderId, BookedOrder> booked = new LinkedHashMap<>();
  private final List<Order> orders;
  private final List<Fill> fills;
  private final List<Finding> findings = new ArrayList<>();

  /** {@code now}: market time. */
  OrderComparison(
      TradingWeek week, Instant now, Scope scope, DayOrders broker, List<BookedOrder> journal) {
    this.week = week;
    this.now = now;
    journal.forEach(each -> booked.put(each.id(), each));
    this.orders =
        broker.orders().stream()
            .filter(each -> scope.contains(each.symbol()) && week.contains(each.submittedAt()))
            .toList();
    Set<String> ids = Set.copyOf(orders.stream().map(Order::id).toList());
    this.fills = broker.fills().stream().filter(each -> ids.contains(each.orderId())).toList();
  }

  /** Orders of the week in scope. */
  List<Order> orders() {
    return orders;
  }

  /** Their executions. */
  List<Fill> fills() {
    return fills;
  }

  List<Finding> findings() {
    orders.forEach(this::compare);
    booked.values().stream().filter(each -> week.contains(each.at())).forEach(this::soughtAtBroker);
    return findings;
  }

  private void compare(Order order) {
    BookedOrder known = booked.get(order.clientOrderId());
    if (known == null) {
      notInJournal(order);
    } else {
      compareFills(order, known);
    }
    Quantity executed =
        fills.stream()
            .filter(each -> each.orderId().equals(order.id()))
            .map(Fill::quantity)
            .reduce(Quantity.ZERO, Quantity::plus);
    if (!executed.equals(order.filled())) {
      add(
          Kind.EXECUTIONS_DIFFER,
          order,
          "the broker's order says %s filled, its executions add up to %s"
              .formatted(order.filled(), executed));
    }
    if (!order.status().terminal()) {
      add(Kind.STILL_OPEN, order, "is still " + order.status());
    }
  }

  private void notInJournal(Order order) {
    String what =
        "%s %s %s, %s, filled %s"
            .formatted(
                order.side(), order.quantity(), order.symbol(), order.status(), order.filled());
    add(
        OURS.matcher(order.clientOrderId().value()).matches()
            ? Kind.ORDER_NOT_IN_JOURNAL
            : Kind.FOREIGN_ORDER,
        order,
        "the broker has it, the journal does not: " + what);
  }

  private void compareFills(Order order, BookedOrder known) {
    Quantity filled = known.filled();
    if (underWay(known) && (order.status().terminal() || order.filled().signum() > 0)) {
      add(
          Kind.UNDER_WAY,
          order,
          "intended at %s, %s and filled %s at the broker; the journal has its end when the session does"
              .formatted(known.at(), order.status(), order.filled()));
      return;
    }
    if (order.filled().signum() > 0 && filled == null) {
      add(
          Kind.FILL_NOT_IN_JOURNAL,
          order,
          "%s filled at the broker, the journal knows of no fill (last word: %s)"
              .formatted(order.filled(), known.status()));
    } else if (filled != null && !filled.equals(order.filled())) {
      add(
          Kind.QUANTITY_DIFFERS,
          order,
          "filled %s at the broker, %s in the journal".formatted(order.filled(), filled));
    } else if (differ(order.filledAverage(), known.price())) {
      add(
          Kind.PRICE_DIFFERS,
          order,
          "average %s at the broker, %s in the journal"
              .formatted(order.filledAverage(), known.price()));
    }
    if (order.status().terminal() && !known.ended() && order.filled().signum() == 0) {
      add(
          Kind.NO_END_IN_JOURNAL,
          order,
          "%s at the broker, last word in the journal: %s"
              .formatted(order.status(), known.status()));
    }
  }

  /** Its session still follows it: what the journal lacks is no difference yet. */
  private boolean underWay(BookedOrder known) {
    return known.status().equals("INTENDED")
        && !known.ended()
        && known.filled() == null
        && Duration.between(known.at(), now).abs().compareTo(UNDER_WAY) < 0;
  }

  private static boolean differ(@Nullable Price broker, @Nullable Price journal) {
    return broker != null
        && journal != null
        && broker.amount().subtract(journal.amount()).abs().compareTo(PRICE_TOLERANCE) > 0;
  }

  private void soughtAtBroker(BookedOrder known) {
    boolean there = orders.stream().anyMatch(each -> each.clientOrderId().equals(known.id()));
    if (there) {
      return;
    }
    Quantity filled = known.filled();
    if (filled != null && filled.signum() > 0) {
      findings.add(
          Kind.ORDER_NOT_AT_BROKER.of(
              known.id().value(),
              "the journal has a fill of " + filled + ", the broker shows no such order"));
    } else if (underWay(known)) {
      findings.add(
          Kind.UNDER_WAY.of(
              known.id().value(),
              "intended at " + known.at() + ", the broker has no such order yet"));
    } else if (!NEVER_ARRIVED.contains(known.status())) {
      findings.add(
          Kind.ORDER_NOT_AT_BROKER.of(
              known.id().value(),
              "the journal says " + known.status() + ", the broker shows no such order"));
    }
  }

  private void add(Kind kind, Order order, String sentence) {
    findings.add(kind.of(order.clientOrderId().value(), sentence));
  }
}
