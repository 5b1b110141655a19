package io.tripline.cli.incident;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.incident.SupportText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the broker's account shows to those who may only look; what can't be read is said. */
final class BrokerSeen {
  private BrokerSeen() {}

  static SupportText.Seen look(
      Installation installation, @Nullable AccountName wanted, List<String> unresolved) {
    List<String> problems = new ArrayList<>();
    @Nullable List<String> positions = null;
    @Nullable List<String> orders = null;
    try {
      PlainBroker broker =
          new PlainBroker(BrokerAccess.find(installation, System.getenv(), wanted));
      positions = read(broker, "/v2/positions", BrokerSeen::position, problems);
      orders =
          read(
              broker, "/v2/orders?status=open&limit=500&nested=false", BrokerSeen::order, problems);
    } catch (CommandFailure e) {
      problems.add(String.valueOf(e.getMessage()));
    }
    return new SupportText.Seen(
        positions, orders, unresolved, String.join("; ", problems), Instant.now());
  }

  private static @Nullable List<String> read(
      PlainBroker broker, String path, Function<JsonNode, String> shown, List<String> problems) {
    try {
      List<String> lines = new ArrayList<>();
      broker.get(path).forEach(each -> lines.add(shown.apply(each)));
      return lines;
    } catch (CommandFailure e) {
      problems.add(String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static String position(JsonNode each) {
    return each.path("qty").asText() + " " + each.path("symbol").asText();
  }

  private static String order(JsonNode each) {
    return each.path("id").asText()
        + "  client order id "
        + each.path("client_order_id").asText()
        + "  "
        + each.path("side").asText()
        + " "
        + each.path("qty").asText()
        + " "
        + each.path("symbol").asText()
        + "  "
        + each.path("status").asText()
        + " since "
        + each.path("submitted_at").asText();
  }
}
