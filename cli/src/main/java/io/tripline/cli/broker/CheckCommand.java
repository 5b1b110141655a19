package io.tripline.cli.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Two reads, with how long they took. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Is the broker there, is the market open, how fast does it answer?")
final class CheckCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    BrokerAccess access = BrokerAccess.find(common.installation(), System.getenv());
    PlainBroker broker = new PlainBroker(access);
    PlainBroker.Answer clock = broker.ask("/v2/clock");
    PlainBroker.Answer account = broker.ask("/v2/account");
    boolean open = clock.body().path("is_open").asBoolean();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("broker", access.url());
    document.put("environment", access.environment());
    document.put("marketOpen", open);
    document.put("marketTime", text(clock.body(), "timestamp"));
    document.put(
        open ? "closesAt" : "opensAt", text(clock.body(), open ? "next_close" : "next_open"));
    document.put("accountStatus", text(account.body(), "status"));
    document.put("equity", text(account.body(), "equity"));
    document.put("tradingBlocked", account.body().path("trading_blocked").asBoolean());
    document.put("clockMillis", clock.took().toMillis());
    document.put("accountMillis", account.took().toMillis());
    document.put("requestId", account.requestId());
    document.put("statusPage", "https://status.alpaca.markets");
    common.output().object(document);
    return ExitCode.OK.number();
  }

  private static String text(JsonNode body, String field) {
    return body.path(field).asText("");
  }
}
