package io.tripline.cli.up;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.worker.config.Settings;
import io.tripline.workflows.broker.Symbol;
import java.util.Optional;

/**
 * Asks the broker for the symbol that sessions are to trade. One that does not exist has no bars,
 * so that a strategy would stay out of it for ever and nobody would wonder.
 */
final class TradedSymbol {
  private TradedSymbol() {}

  /** Throws a usage failure where sessions trade a symbol that the broker does not let trade. */
  static void check(PlainBroker broker, Settings settings) {
    if (!settings.session().trades()) {
      return;
    }
    Symbol symbol = settings.session().symbol();
    Optional<JsonNode> asset = broker.find("/v2/assets/" + symbol);
    if (asset.isEmpty()) {
      throw wrong(symbol, "is not known to the broker");
    }
    if (!asset.get().path("tradable").asBoolean(false)) {
      throw wrong(symbol, "can't be traded at the broker now");
    }
  }

  private static CommandFailure wrong(Symbol symbol, String why) {
    return new CommandFailure(
        ExitCode.USAGE,
        "session.symbol: "
            + symbol
            + " "
            + why
            + "; name a tradable US equity in tripline.yaml, such as SPY, or start without trading");
  }
}
