package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.account.Activity;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.exchange.Numbers;
import io.tripline.simulator.order.Order;
import io.tripline.simulator.order.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** {@code /v2/account/activities}: fills and cash flows. */
public final class Activities {
  private static final int LARGEST_PAGE = 100;

  private final Broker broker;

  /** Activities of that broker's account. */
  public Activities(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/account/activities", call -> list(call, wanted(call)));
    router.add(
        "GET",
        "/v2/account/activities/{type}",
        call -> {
          String type = call.variable("type");
          return list(call, activity -> activity.type().equalsIgnoreCase(type));
        });
  }

  private static Predicate<Activity> wanted(Call call) {
    if (call.text("activity_types").isPresent() && call.text("category").isPresent()) {
      throw Refusal.invalid("only one of activity_types or category is accepted");
    }
    Set<String> types = Set.of(call.text("activity_types").orElse("").split(",", -1));
    String category = call.text("category").orElse("");
    return activity ->
        switch (category) {
          case "trade_activity" -> activity instanceof Activity.Fill;
          case "non_trade_activity" -> activity instanceof Activity.CashFlow;
          default -> types.contains("") || types.contains(activity.type());
        };
  }

  private Reply list(Call call, Predicate<Activity> wanted) {
    var rows = new ArrayList<>(broker.ledger().activities());
    String direction = call.text("direction").orElse("desc");
    if (!direction.equals("asc") && !direction.equals("desc")) {
      throw Refusal.invalid("direction must be asc or desc");
    }
    if (direction.equals("desc")) {
      Collections.reverse(rows);
    }
    var date = call.date("date");
    Instant after = call.instant("after").orElse(Instant.MIN);
    Instant until = call.instant("until").orElse(Instant.MAX);
    String orderId = call.text("order_id").orElse("");
    List<Activity> page = afterToken(rows, call.text("page_token").orElse(""));
    int size = call.number("page_size", LARGEST_PAGE, LARGEST_PAGE);
    boolean unlimited = date.isPresent() && call.text("page_size").isEmpty();
    ArrayNode answer = Json.array();
    page.stream()
        .filter(wanted)
        .filter(row -> date.map(day -> day.equals(dateOf(row))).orElse(true))
        .filter(row -> row.at().isAfter(after) && row.at().isBefore(until))
        .filter(row ->
            orderId.isEmpty()
                || (row instanceof Activity.Fill fill && fill.orderId().equals(orderId)))
        .limit(unlimited ? Long.MAX_VALUE : size)
        .forEach(row -> answer.add(json(row)));
    return Reply.ok(answer);
  }

  private LocalDate dateOf(Activity activity) {
    return broker.calendar().dateAt(activity.at());
  }

  private static List<Activity> afterToken(List<Activity> rows, String token) {
    if (token.isEmpty()) {
      return rows;
    }
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).id().equals(token)) {
        return rows.subList(i + 1, rows.size());
      }
    }
    throw Refusal.invalid("invalid page_token: " + token);
  }

  private ObjectNode json(Activity activity) {
    ObjectNode node = Json.object();
    node.put("activity_type", activity.type());
    node.put("id", activity.id());
    switch (activity) {
      case Activity.Fill fill -> {
        boolean whole = fill.leaves().signum() == 0;
        node.put("type", whole ? "fill" : "partial_fill");
        node.put("order_id", fill.orderId());
        node.put(
            "order_status",
            broker.book().find(fill.orderId()).map(Order::status).orElseThrow().code());
        node.put("symbol", fill.symbol());
        node.put("side", fill.side().code());
        node.put("qty", Numbers.plain(fill.quantity()));
        node.put("cum_qty", Numbers.plain(fill.cumulative()));
        node.put("leaves_qty", Numbers.plain(fill.leaves()));
        node.put("price", Numbers.plain(fill.price()));
        node.put("transaction_time", fill.at().toString());
      }
      case Activity.CashFlow flow -> {
        node.put("date", flow.date().toString());
        node.put("net_amount", Json.money(flow.amount()));
        node.put("description", flow.amount().signum() < 0 ? "withdrawal" : "deposit");
        node.put("status", "executed");
        node.put("created_at", flow.at().toString());
      }
    }
    return node;
  }
}
