package io.tripline.simulator.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /api/v2/summary.json} in the form of Statuspage. It tells what somebody wrote there, not
 * how the broker is, as real status pages do. Safe for use by several threads.
 */
public final class StatusPage {
  /** The words for a component. */
  public static final List<String> STATUSES =
      List.of(
          "operational",
          "degraded_performance",
          "partial_outage",
          "major_outage",
          "under_maintenance");

  private static final String GROUP = "Live Trading API";

  private final Map<String, String> components = new LinkedHashMap<>();
  private String indicator = "none";

  /** A page on which all is well. */
  public StatusPage() {
    for (String name :
        List.of(
            "Account API",
            "Orders API",
            "Positions API",
            "Assets API",
            "Trade Update Streaming",
            "Market Data API")) {
      components.put(name, "operational");
    }
  }

  /** Adds its route. */
  public void addTo(Router router) {
    router.add("GET", "/api/v2/summary.json", call -> Reply.ok(summary()));
  }

  /** Names of the components. */
  public synchronized List<String> components() {
    return List.copyOf(components.keySet());
  }

  /** Writes a status of one component; the page-wide indicator stays as it is. */
  public synchronized void write(String component, String status) {
    if (!components.containsKey(component)) {
      throw new IllegalArgumentException(
          "component: must be one of " + components.keySet() + ", was " + component);
    }
    if (!STATUSES.contains(status)) {
      throw new IllegalArgumentException("status: must be one of " + STATUSES + ", was " + status);
    }
    components.put(component, status);
  }

  /** Writes the page-wide indicator. */
  public synchronized void indicate(String newIndicator) {
    List<String> allowed = List.of("none", "minor", "major", "critical", "maintenance");
    if (!allowed.contains(newIndicator)) {
      throw new IllegalArgumentException(
          "indicator: must be one of " + allowed + ", was " + newIndicator);
    }
    indicator = newIndicator;
  }

  private synchronized ObjectNode summary() {
    ObjectNode node = Json.object();
    ObjectNode page = node.putObject("page");
    page.put("id", "simulated");
    page.put("name", "Alpaca (simulated)");
    page.put("time_zone", "America/New_York");
    ArrayNode rows = node.putArray("components");
    component(rows, "group", GROUP, worst(), true);
    components.forEach((name, status) -> component(rows, "c" + rows.size(), name, status, false));
    node.putArray("incidents");
    node.putArray("scheduled_maintenances");
    ObjectNode status = node.putObject("status");
    status.put("indicator", indicator);
    status.put(
        "description", indicator.equals("none") ? "All Systems Operational" : "Service Disruption");
    return node;
  }

  private String worst() {
    return components.values().stream()
        .max(java.util.Comparator.comparingInt(STATUSES::indexOf))
        .orElse("operational");
  }

  private static void component(
      ArrayNode rows, String id, String name, String status, boolean group) {
    ObjectNode row = rows.addObject();
    row.put("id", id);
    row.put("name", name);
    row.put("status", status);
    row.put("group", group);
    if (group) {
      row.putNull("group_id");
    } else {
      row.put("group_id", "group");
    }
    row.put("only_show_if_degraded", false);
  }
}
