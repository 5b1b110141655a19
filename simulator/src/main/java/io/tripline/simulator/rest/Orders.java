package io.tripline.simulator.rest;

import static io.tripline.simulator.order.Refusal.invalid;
import static io.tripline.simulator.order.Refusal.notFound;
import static io.tripline.simulator.order.Refusal.unprocessable;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.OrderStatus;
import io.tripline.simulator.order.Refusal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** {@code /v2/orders}. */
public final class Orders {
  private static final int USUAL_PAGE = 50;
  private static final int LARGEST_PAGE = 500;

  private final Broker broker;
  private final OrderJson json;

  /** Orders of that broker. */
  public Orders(Broker broker) {
    this.broker = broker;
    this.json = new OrderJson(broker);
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("POST", "/v2/orders", this::submit);
    router.add("GET", "/v2/orders", this::list);
    router.add("DELETE", "/v2/orders", call -> Reply.json(207, cancelAll()));
    router.add("GET", "/v2/orders:by_client_order_id", this::byClientOrderId);
    router.add("GET", "/v2/orders/{id}", this::one);
    router.add("PATCH", "/v2/orders/{id}", this::replace);
    router.add("DELETE", "/v2/orders/{id}", this::cancel);
  }

  private Reply submit(Call call) {
    var request =
        new OrderBody(call.body())
            .request(symbol ->
                Assets.symbol(broker, symbol)
                    .orElseThrow(() -> unprocessable("asset \"" + symbol + "\" not found")));
    return Reply.ok(broker.desk().submit(request, json::receipt));
  }

  private Reply list(Call call) {
    String status = call.text("status").orElse("open");
    if (!List.of("open", "closed", "all").contains(status)) {
      throw invalid("status must be open, closed or all");
    }
    boolean nested = call.flag("nested");
    ArrayNode answer = Json.array();
    sorted(call)
        .filter(order -> !nested || order.terms().parentId() == null)
        .filter(order -> fits(order, status, nested))
        .limit(call.number("limit", USUAL_PAGE, LARGEST_PAGE))
        .forEach(order -> answer.add(nested ? json.nested(order) : json.flat(order)));
    return Reply.ok(answer);
  }

  private Stream<Order> sorted(Call call) {
    String direction = call.text("direction").orElse("desc");
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw new Refusal(422, 40010001, "invalid direction: " + direction);
    }
    Instant after = call.instant("after").orElse(Instant.MIN);
    Instant until = call.instant("until").orElse(Instant.MAX);
    long afterOrder = sequence(call, "after_order_id", Long.MIN_VALUE);
    long beforeOrder = sequence(call, "before_order_id", Long.MAX_VALUE);
    List<String> symbols = call.symbols();
    String side = call.text("side").orElse("");
    Comparator<Order> order =
        Comparator.comparing(Order::submittedAt)
            .thenComparingLong(listed -> listed.terms().sequence());
    return broker.shownOrders().stream()
        .sorted(direction.equals("asc") ? order : order.reversed())
        .filter(listed -> symbols.isEmpty() || symbols.contains(listed.symbol()))
        .filter(listed -> side.isEmpty() || listed.side().code().equals(side))
        .filter(listed -> listed.submittedAt().isAfter(after))
        .filter(listed -> listed.submittedAt().isBefore(until))
        .filter(listed -> listed.terms().sequence() > afterOrder)
        .filter(listed -> listed.terms().sequence() < beforeOrder);
  }

  private long sequence(Call call, String name, long otherwise) {
    return call.text(name)
        .map(id ->
            broker
                .book()
                .find(id)
                .orElseThrow(() -> notFound("order not found for " + id))
                .terms()
                .sequence())
        .orElse(otherwise);
  }

  /** A held leg is not listed as open, except inside the entry that it belongs to. */
  private boolean fits(Order order, String status, boolean nested) {
    return switch (status) {
      case "open" ->
          (order.isOpen() && order.status() != OrderStatus.HELD)
              || (nested && broker.book().legsOf(order).stream().anyMatch(Order::isOpen));
      case "closed" -> !order.isOpen();
      default -> true;
    };
  }

  private Reply one(Call call) {
    Order order = shown(call);
    return Reply.ok(call.flag("nested") ? json.nested(order) : json.receipt(order));
  }

  private Reply byClientOrderId(Call call) {
    String id = call.text("client_order_id").orElse("");
    return broker
        .book()
        .findByClientOrderId(id)
        .flatMap(broker::shown)
        .map(order -> Reply.ok(json.receipt(order)))
        .orElseThrow(() -> notFound("order not found for " + id));
  }

  private Reply replace(Call call) {
    Order order = find(call);
    var change = new OrderBody(call.body()).change();
    return Reply.ok(broker.desk().replace(order, change, json::receipt));
  }

  private Reply cancel(Call call) {
    broker.desk().cancel(find(call));
    return Reply.noContent();
  }

  ArrayNode cancelAll() {
    ArrayNode answer = Json.array();
    for (Order order : broker.book().open()) {
      if (!order.isOpen() || order.terms().parentId() != null) {
        continue;
      }
      answer.add(cancelRow(order));
    }
    for (Order order : broker.book().open()) {
      boolean answered = order.terms().parentId() == null;
      if (!answered && order.isOpen() && order.status() != OrderStatus.PENDING_CANCEL) {
        answer.add(cancelRow(order));
      }
    }
    return answer;
  }

  /** A row that failed carries its refusal as the answer to a single cancel would. */
  private ObjectNode cancelRow(Order order) {
    ObjectNode node = Json.object();
    node.put("id", order.id());
    try {
      broker.desk().cancel(order);
      node.put("status", 200);
      node.putNull("body");
    } catch (Refusal refusal) {
      node.put("status", refusal.status());
      node.set("body", ErrorBody.of(refusal));
    }
    return node;
  }

  private Order shown(Call call) {
    Order order = find(call);
    return broker.shown(order).orElseThrow(() -> notFound("order not found for " + order.id()));
  }

  private Order find(Call call) {
    String id = call.variable("id").toLowerCase(Locale.ROOT);
    return broker.book().find(id).orElseThrow(() -> notFound("order not found for " + id));
  }
}
