package io.tripline.cli.flatten;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Installation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a flatten would meet now; needs no Temporal. */
final class DryRun {
  private DryRun() {}

  static ExitCode show(Installation installation, Output output) {
    BrokerAccess access = BrokerAccess.find(installation, System.getenv());
    PlainBroker broker = new PlainBroker(access);
    boolean open = broker.get("/v2/clock").path("is_open").asBoolean();
    String nextOpen = broker.get("/v2/clock").path("next_open").asText();
    List<String> cancels = new ArrayList<>();
    for (JsonNode order : broker.get("/v2/orders?status=open&limit=500&nested=false")) {
      cancels.add(
          order.path("side").asText()
              + " "
              + order.path("qty").asText()
              + " "
              + order.path("symbol").asText()
              + " ("
              + order.path("client_order_id").asText()
              + ")");
    }
    List<String> closes = new ArrayList<>();
    for (JsonNode position : broker.get("/v2/positions")) {
      closes.add(position.path("qty").asText() + " " + position.path("symbol").asText());
    }
    output.line("would halt the account and declare a P1; nothing was touched");
    output.line("would cancel  " + (cancels.isEmpty() ? "nothing" : String.join(", ", cancels)));
    output.line(
        "would close   "
            + (closes.isEmpty() ? "nothing" : String.join(", ", closes))
            + (open || closes.isEmpty() ? "" : ", but only at the next open, " + nextOpen));
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("broker", access.url());
    document.put("dryRun", true);
    document.put("marketOpen", open);
    document.put("nextOpen", nextOpen);
    document.put("cancels", cancels);
    document.put("closes", closes);
    output.document(document);
    return ExitCode.OK;
  }
}
