package io.tripline.cli.flatten;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.broker.BrokerAccess;
import io.tripline.cli.broker.BrokerLookup;
import io.tripline.cli.broker.PlainBroker;
import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a flatten would meet now; needs no Temporal. */
final class DryRun {
  private DryRun() {}

  static ExitCode show(
      Installation installation,
      Map<String, String> environment,
      @Nullable AccountName wanted,
      Output output) {
    BrokerLookup found = BrokerLookup.find(installation, environment, wanted);
    BrokerAccess access = BrokerAccess.of(found);
    Optional<Scope> scope = found instanceof BrokerLookup.At at ? at.scope() : Optional.empty();
    PlainBroker broker = new PlainBroker(access);
    JsonNode clock = broker.get("/v2/clock");
    boolean open = clock.path("is_open").asBoolean();
    String nextOpen = clock.path("next_open").asText();
    List<String> cancels = new ArrayList<>();
    List<String> closes = new ArrayList<>();
    List<String> left = new ArrayList<>();
    for (JsonNode order : broker.get("/v2/orders?status=open&limit=500&nested=false")) {
      (ours(scope, order) ? cancels : left)
          .add(
              order.path("side").asText()
                  + " "
                  + order.path("qty").asText()
                  + " "
                  + order.path("symbol").asText()
                  + " ("
                  + order.path("client_order_id").asText()
                  + ")");
    }
    for (JsonNode position : broker.get("/v2/positions")) {
      (ours(scope, position) ? closes : left)
          .add(position.path("qty").asText() + " " + position.path("symbol").asText());
    }
    output.line("would halt the account and declare a P1; nothing was touched");
    output.line("would cancel  " + (cancels.isEmpty() ? "nothing" : String.join(", ", cancels)));
    output.line(
        "would close   "
            + (closes.isEmpty() ? "nothing" : String.join(", ", closes))
            + (open || closes.isEmpty() ? "" : ", but only at the next open, " + nextOpen));
    if (!left.isEmpty()) {
      output.line("leaves alone  " + String.join(", ", left) + " (out of scope)");
    }
    if (scope.isEmpty()) {
      output.line(
          "the scope is not known here: this is the whole account; the guard's may be less");
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("broker", access.url());
    document.put("dryRun", true);
    document.put("marketOpen", open);
    document.put("nextOpen", nextOpen);
    document.put("cancels", cancels);
    document.put("closes", closes);
    document.put("leaves", left);
    document.put("scope", scope.map(Scope::describe).orElse(""));
    output.document(document);
    return ExitCode.OK;
  }

  /** What can't be read as a symbol is in no scope that names some. */
  private static boolean ours(Optional<Scope> scope, JsonNode each) {
    if (scope.isEmpty() || scope.get().symbols().isEmpty()) {
      return true;
    }
    try {
      return scope.get().contains(new Symbol(each.path("symbol").asText()));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
