package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.simulator.account.Configuration;
import io.tripline.simulator.account.Ledger;
import io.tripline.simulator.exchange.Broker;
import io.tripline.simulator.exchange.Figures;
import io.tripline.simulator.exchange.Numbers;
import io.tripline.simulator.order.Refusal;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** {@code /v2/account} and its configurations. */
public final class Account {
  private final Broker broker;

  /** The account of that broker. */
  public Account(Broker broker) {
    this.broker = broker;
  }

  /** Adds its routes. */
  public void addTo(Router router) {
    router.add("GET", "/v2/account", call -> Reply.ok(account()));
    router.add("GET", "/v2/account/configurations", call -> Reply.ok(configuration()));
    router.add("PATCH", "/v2/account/configurations", this::configure);
  }

  private ObjectNode account() {
    Ledger ledger = broker.ledger();
    Figures figures = broker.figures();
    BigDecimal reported = figures.equity().add(broker.flags().equityGlitch());
    ObjectNode node = Json.object();
    node.put("id", broker.identity().accountId());
    node.put("account_number", broker.identity().accountNumber());
    node.put("status", broker.flags().status());
    node.put("crypto_status", "ACTIVE");
    node.put("crypto_tier", 1);
    node.put("currency", "USD");
    node.put("buying_power", Json.money(figures.buyingPower()));
    node.put("effective_buying_power", Json.money(figures.buyingPower()));
    node.put("regt_buying_power", Json.money(figures.regTBuyingPower()));
    node.put("non_marginable_buying_power", Json.money(figures.nonMarginableBuyingPower()));
    node.put("options_buying_power", Json.money(figures.nonMarginableBuyingPower()));
    node.put("cash", Json.money(ledger.cash()));
    node.put("accrued_fees", "0");
    node.put("pending_reg_taf_fees", "0");
    node.put("portfolio_value", Json.money(reported));
    node.put(
        "position_market_value",
        Json.money(figures.longMarketValue().add(figures.shortMarketValue())));
    node.put("equity", Json.money(reported));
    node.put("last_equity", Json.money(ledger.lastEquity()));
    node.put("balance_asof", ledger.balanceAsOf().toString());
    node.put("long_market_value", Json.money(figures.longMarketValue()));
    node.put("short_market_value", Json.money(figures.shortMarketValue()));
    node.put("initial_margin", Json.money(figures.initialMargin()));
    node.put("maintenance_margin", Json.money(figures.maintenanceMargin()));
    node.put("last_maintenance_margin", "0");
    node.put("sma", Json.money(ledger.lastEquity()));
    node.put("multiplier", Numbers.plain(figures.multiplier()));
    node.put("intraday_adjustments", Json.money(ledger.intradayAdjustments()));
    node.put("shorting_enabled", !broker.configuration().noShorting());
    node.put("trading_blocked", broker.flags().tradingBlocked());
    node.put("transfers_blocked", false);
    node.put("account_blocked", broker.flags().accountBlocked());
    node.put("trade_suspended_by_user", broker.configuration().suspendTrade());
    node.put("options_approved_level", 3);
    node.put("options_trading_level", 3);
    node.put("created_at", broker.identity().createdAt().toString());
    node.putObject("admin_configurations");
    node.putNull("user_configurations");
    return node;
  }

  private ObjectNode configuration() {
    Configuration configuration = broker.configuration();
    ObjectNode node = Json.object();
    node.put("disable_overnight_trading", configuration.disableOvernightTrading());
    node.put("fractional_trading", configuration.fractionalTrading());
    node.put("max_margin_multiplier", configuration.maxMarginMultiplier());
    node.put("max_options_trading_level", configuration.maxOptionsTradingLevel());
    node.put("no_shorting", configuration.noShorting());
    node.put("ptp_no_exception_entry", configuration.ptpNoExceptionEntry());
    node.put("suspend_trade", configuration.suspendTrade());
    node.put("trade_confirm_email", configuration.tradeConfirmEmail());
    return node;
  }

  private Reply configure(Call call) {
    JsonNode body = call.body();
    if (!body.isObject()) {
      throw new Refusal(400, 40010000, "request body format is invalid");
    }
    Configuration old = broker.configuration();
    broker.configure(
        new Configuration(
            flag(body, "disable_overnight_trading", old.disableOvernightTrading()),
            flag(body, "fractional_trading", old.fractionalTrading()),
            choice(body, "max_margin_multiplier", old.maxMarginMultiplier(), "1", "2", "4"),
            Integer.parseInt(
                choice(
                    body,
                    "max_options_trading_level",
                    String.valueOf(old.maxOptionsTradingLevel()),
                    "0",
                    "1",
                    "2",
                    "3")),
            flag(body, "no_shorting", old.noShorting()),
            flag(body, "ptp_no_exception_entry", old.ptpNoExceptionEntry()),
            flag(body, "suspend_trade", old.suspendTrade()),
            choice(body, "trade_confirm_email", old.tradeConfirmEmail(), "all", "none")));
    return Reply.ok(configuration());
  }

  /** The official client sends explicit nulls for what it does not mean to change. */
  private static boolean flag(JsonNode body, String name, boolean otherwise) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    return switch (value.asText().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new Refusal(400, 40010000, name + " must be true or false");
    };
  }

  private static String choice(JsonNode body, String name, String otherwise, String... allowed) {
    JsonNode value = body.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return otherwise;
    }
    if (!List.of(allowed).contains(value.asText())) {
      throw new Refusal(400, 40010000, name + " must be one of " + String.join(", ", allowed));
    }
    return value.asText();
  }
}
