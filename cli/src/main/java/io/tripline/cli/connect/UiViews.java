package io.tripline.cli.connect;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Links into the Temporal UI: lists that answer the questions of an incident. The UI keeps columns
 * in the browser, so a link can carry a query but no columns; docs/temporal-ui.md says how to set
 * them.
 *
 * @param address such as {@code http://127.0.0.1:8233}; empty when no UI is known
 */
public record UiViews(String address, String namespace) {
  private static final String INCIDENTS =
      "WorkflowType IN (\"P0Response\", \"P1Response\", \"P2Response\", \"P3Response\")";

  /** Of a running {@code up} or drill. */
  public static UiViews of(RunState.TemporalAt temporal) {
    return new UiViews(temporal.ui(), temporal.namespace());
  }

  /** True where there is a UI to link to. */
  public boolean known() {
    return !address.isEmpty();
  }

  /** Every list, by what it shows; empty without a UI. */
  public Map<String, String> lists() {
    Map<String, String> lists = new LinkedHashMap<>();
    if (known()) {
      lists.put("open incidents", list(INCIDENTS + " AND ExecutionStatus = \"Running\""));
      lists.put(
          "waiting for approval",
          list("AwaitingApproval IS NOT NULL AND ExecutionStatus = \"Running\""));
      lists.put(
          "halted accounts",
          list(
              "WorkflowType = \"AccountGuard\" AND ExecutionStatus = \"Running\" AND LadderState IN"
                  + " (\"HALTED\", \"FLAT_LOCKED\")"));
      lists.put("everything", base());
    }
    return lists;
  }

  /** The newest run of one workflow. */
  public String workflow(String id) {
    return base() + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8);
  }

  private String list(String query) {
    return base()
        + "?query="
        + URLEncoder.encode(query, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private String base() {
    return address + "/namespaces/" + namespace + "/workflows";
  }
}
