package io.tripline.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.BrokerLookup;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.guard.GuardText;
import io.tripline.workflows.broker.AccountName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the broker shows, or why it can't be seen.
 *
 * @param environment {@code none} where there is no account to ask
 * @param value of the positions at the market, long and short added up; null where unknown
 */
public record BrokerPart(
    String environment,
    String problem,
    boolean open,
    String marketTime,
    String nextOpen,
    String nextClose,
    @Nullable BigDecimal equity,
    @Nullable BigDecimal lastEquity,
    List<String> positions,
    @Nullable BigDecimal value,
    int openOrders) {
  private static final String NO_ACCOUNT = "none";

  /** Looks; a failure is part of the answer. */
  public static BrokerPart look(
      Installation installation, Map<String, String> environment, @Nullable AccountName wanted) {
    return switch (BrokerLookup.find(installation, environment, wanted)) {
      case BrokerLookup.At(var access, var scope) -> read(access);
      case BrokerLookup.Nowhere(var why) -> unknown(NO_ACCOUNT, why);
      case BrokerLookup.Closed(var at, var why) -> unknown(at, why);
    };
  }

  private static BrokerPart read(BrokerAccess access) {
    try {
      PlainBroker broker = new PlainBroker(access);
      JsonNode clock = broker.get("/v2/clock");
      JsonNode account = broker.get("/v2/account");
      List<String> positions = new ArrayList<>();
      JsonNode held = broker.get("/v2/positions");
      held.forEach(
          each -> positions.add(each.path("qty").asText() + " " + each.path("symbol").asText()));
      int orders = broker.get("/v2/orders?status=open&limit=500&nested=false").size();
      return new BrokerPart(
          access.toString(),
          "",
          clock.path("is_open").asBoolean(),
          clock.path("timestamp").asText(),
          clock.path("next_open").asText(),
          clock.path("next_close").asText(),
          number(account, "equity"),
          number(account, "last_equity"),
          positions,
          value(held),
          orders);
    } catch (CommandFailure e) {
      return unknown(access.toString(), String.valueOf(e.getMessage()));
    }
  }

  /** An account that could not be looked at. */
  public static BrokerPart unseen(String problem) {
    return unknown("broker", problem);
  }

  private static BrokerPart unknown(String environment, String problem) {
    return new BrokerPart(environment, problem, false, "", "", "", null, null, List.of(), null, 0);
  }

  private static @Nullable BigDecimal number(JsonNode body, String field) {
    try {
      return new BigDecimal(body.path(field).asText());
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable BigDecimal value(JsonNode positions) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode each : positions) {
      BigDecimal one = number(each, "market_value");
      if (one == null) {
        return null;
      }
      sum = sum.add(one.abs());
    }
    return sum;
  }

  /** What is held, as far as it can be seen. */
  SystemSight.Exposure exposure() {
    if (!seen()) {
      return environment.equals(NO_ACCOUNT)
          ? SystemSight.Exposure.NO_ACCOUNT
          : SystemSight.Exposure.UNKNOWN;
    }
    return positions.isEmpty() && openOrders == 0
        ? SystemSight.Exposure.NONE
        : SystemSight.Exposure.HELD;
  }

  /** Positions with their value, and open orders. */
  String held() {
    BigDecimal worth = value;
    return (positions.isEmpty() ? "no position" : String.join(", ", positions))
        + (positions.isEmpty() || worth == null ? "" : " worth " + GuardText.dollars(worth))
        + "; open orders: "
        + openOrders;
  }

  /** True when it was seen. */
  public boolean seen() {
    return problem.isEmpty();
  }

  /** In words. */
  public List<String> lines() {
    if (!seen()) {
      return List.of("broker      " + environment + ": not seen: " + problem);
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "broker      "
            + environment
            + ", market "
            + (open ? "open until " + nextClose : "closed, next open " + nextOpen));
    BigDecimal now = equity;
    BigDecimal before = lastEquity;
    lines.add(
        "account     equity "
            + (now == null ? "unknown" : GuardText.dollars(now))
            + (now == null || before == null
                ? ""
                : ", " + signed(now.subtract(before)) + " on the day"));
    lines.add("positions   " + (positions.isEmpty() ? "none; open orders: " + openOrders : held()));
    return lines;
  }

  private static String signed(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + GuardText.dollars(amount);
  }

  /** As data. */
  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    all.put("broker", environment);
    all.put("seen", seen());
    all.put("problem", problem);
    all.put("marketOpen", seen() ? open : null);
    all.put("marketTime", marketTime);
    all.put("nextOpen", nextOpen);
    all.put("nextClose", nextClose);
    all.put("equity", equity == null ? null : equity.toPlainString());
    all.put("lastEquity", lastEquity == null ? null : lastEquity.toPlainString());
    all.put("positions", positions);
    all.put("positionsValue", value == null ? null : value.toPlainString());
    all.put("openOrders", seen() ? openOrders : null);
    return all;
  }
}
