package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Fill;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.broker.Reading;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.killswitch.SwitchReading.Wish;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * K6: is held what our own orders explain? What was held at the anchor and the executions of our
 * orders since then are what is intended; a difference that lasts, and an order under an id that is
 * not ours, halt. Nothing is closed: nobody knows whose it is. For one thread.
 */
public final class PositionSwitch {
  private static final int READS = 3;

  private final Confirmation confirmation = new Confirmation();

  /**
   * What is compared.
   *
   * @param permits prefix of the guard's permit ids
   * @param positions as just read
   * @param fills since the anchor
   * @param orders since the anchor, of any status
   * @param reportOnly true where orders of others are expected: nothing trips
   */
  public record Books(
      @Nullable PositionAnchor anchor,
      Scope scope,
      String permits,
      List<Position> positions,
      Reading<List<Fill>> fills,
      Reading<List<Order>> orders,
      boolean reportOnly) {
    /** Copies. */
    public Books {
      positions = List.copyOf(positions);
    }
  }

  /** Takes a look at the books. */
  public SwitchReading on(Books books, SwitchLimits limits, SwitchMoment moment) {
    PositionAnchor anchor = books.anchor();
    if (anchor == null) {
      return reading(
          Check.UNKNOWN, "no quiet moment yet to count from", Map.of(), books, limits, moment);
    }
    if (!(books.fills() instanceof Reading.Seen<List<Fill>> fills)
        || !(books.orders() instanceof Reading.Seen<List<Order>> orders)) {
      return reading(Check.UNKNOWN, unread(books), Map.of(), books, limits, moment);
    }
    Set<String> ours = new HashSet<>(anchor.resting());
    List<String> foreign = new ArrayList<>();
    for (Order order : orders.value()) {
      if (OwnOrders.ours(order.clientOrderId().value(), books.permits())) {
        ours.add(order.id());
      } else if (books.scope().contains(order.symbol()) && !ours.contains(order.id())) {
        foreign.add(order.clientOrderId().value());
      }
    }
    Map<String, String> inputs = new LinkedHashMap<>();
    inputs.put("anchor", anchor.at().toString());
    List<String> odd = new ArrayList<>();
    difference(books, anchor, fills.value(), ours)
        .forEach((symbol, pair) -> {
          inputs.put("intended." + symbol, pair.intended().toPlainString());
          inputs.put("held." + symbol, pair.held().toPlainString());
          if (pair.intended().compareTo(pair.held()) != 0) {
            odd.add(
                "holds %s %s, intended %s"
                    .formatted(
                        pair.held().toPlainString(), symbol, pair.intended().toPlainString()));
          }
        });
    if (!foreign.isEmpty()) {
      inputs.put("foreignOrders", String.join(", ", foreign.stream().limit(5).toList()));
      odd.add(foreign.size() + " order(s) that are not ours, such as " + foreign.getFirst());
    }
    Duration span = foreign.isEmpty() ? limits.positionWithin() : Duration.ZERO;
    Check check = odd.isEmpty() ? Check.PASS : Check.FAIL;
    String words = odd.isEmpty() ? "as intended" : String.join("; ", odd);
    return reading(check, words, inputs, span, books, limits, moment);
  }

  private static String unread(Books books) {
    return Stream.of(books.fills(), books.orders())
        .filter(Reading.Unknown.class::isInstance)
        .map(each -> "unknown: " + ((Reading.Unknown<?>) each).reason())
        .collect(Collectors.joining("; "));
  }

  /** How permit ids of a guard begin: with the first eight characters of its first run id. */
  public static String permitsOf(String firstRun) {
    return firstRun.substring(0, Math.min(8, firstRun.length()));
  }

  private record Pair(BigDecimal intended, BigDecimal held) {}

  private static Map<String, Pair> difference(
      Books books, PositionAnchor anchor, List<Fill> fills, Set<String> ours) {
    Map<String, BigDecimal> intended = new TreeMap<>();
    anchor.held().forEach((symbol, quantity) -> intended.put(symbol, quantity.amount()));
    for (Fill fill : fills) {
      if (books.scope().contains(fill.symbol()) && ours.contains(fill.orderId())) {
        intended.merge(
            fill.symbol().value(),
            fill.quantity().amount().multiply(BigDecimal.valueOf(fill.side().sign())),
            BigDecimal::add);
      }
    }
    Map<String, BigDecimal> held = new TreeMap<>();
    for (Position position : books.positions()) {
      if (books.scope().contains(position.symbol())) {
        held.merge(position.symbol().value(), position.quantity().amount(), BigDecimal::add);
      }
    }
    Map<String, Pair> pairs = new TreeMap<>();
    intended.forEach((symbol, quantity) ->
        pairs.put(symbol, new Pair(quantity, held.getOrDefault(symbol, BigDecimal.ZERO))));
    held.forEach(
        (symbol, quantity) -> pairs.putIfAbsent(symbol, new Pair(BigDecimal.ZERO, quantity)));
    return pairs;
  }

  private SwitchReading reading(
      Check check,
      String words,
      Map<String, String> inputs,
      Books books,
      SwitchLimits limits,
      SwitchMoment moment) {
    return reading(check, words, inputs, Duration.ZERO, books, limits, moment);
  }

  private SwitchReading reading(
      Check check,
      String words,
      Map<String, String> inputs,
      Duration span,
      Books books,
      SwitchLimits limits,
      SwitchMoment moment) {
    Wish wish = confirmation.on(check, READS, span, moment);
    return new SwitchReading(
        new Observation(
            KillSwitch.K6,
            check,
            words + (books.reportOnly() ? " (reported only)" : ""),
            "what our orders explain, within %d s; no order of others"
                .formatted(limits.positionWithin().toSeconds()),
            inputs,
            moment.marketAt(),
            moment.at()),
        books.reportOnly() ? Wish.NOTHING : wish);
  }
}
