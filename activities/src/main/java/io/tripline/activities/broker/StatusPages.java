package io.tripline.activities.broker;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.workflows.incident.StatusPageView;
import io.tripline.workflows.killswitch.Check;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;

/**
 * Reads a status page of the Statuspage form ({@code /api/v2/summary.json}). The page-wide
 * indicator can be {@code none} while one component is down, so components decide; what is missing
 * or unknown is UNKNOWN, never well. No key is sent. Thread-safe.
 */
public final class StatusPages {
  /** Alpaca's own. */
  public static final URI ALPACA = URI.create("https://status.alpaca.markets");

  private static final Set<String> WELL = Set.of("none", "minor");
  private static final Set<String> BAD = Set.of("major", "critical", "maintenance");
  private static final Set<String> STATUSES =
      Set.of(
          "operational",
          "degraded_performance",
          "partial_outage",
          "major_outage",
          "under_maintenance");
  private static final List<String> NEEDED =
      List.of("api", "account", "order", "position", "trad", "market data");
  private static final long LONGEST = 2_000_000;
  private static final int SHOWN = 5;

  private final OkHttpClient client =
      new OkHttpClient.Builder()
          .connectTimeout(Duration.ofSeconds(3))
          .readTimeout(Duration.ofSeconds(5))
          .callTimeout(Duration.ofSeconds(8))
          .build();

  /** Reads the page of an origin such as {@link #ALPACA}; never throws for what it finds. */
  public StatusPageView read(URI page) {
    String address = page.toString();
    Request request =
        new Request.Builder()
            .url(address.replaceAll("/+$", "") + "/api/v2/summary.json")
            .header("Accept", "application/json")
            .build();
    try (Response response = client.newCall(request).execute()) {
      if (response.code() != 200) {
        return unknown(address, "it answered HTTP " + response.code());
      }
      try (ResponseBody body = response.peekBody(LONGEST)) {
        return view(address, Json.tree(body.string()));
      }
    } catch (IOException e) {
      return unknown(address, "it could not be read: " + e.getClass().getSimpleName());
    } catch (UnreadableAnswer e) {
      return unknown(address, "its answer is no summary");
    }
  }

  private static StatusPageView view(String address, JsonNode summary) {
    String indicator = summary.path("status").path("indicator").asText("");
    JsonNode components = summary.path("components");
    if (!components.isArray() || components.isEmpty()) {
      return unknown(address, "it names no components");
    }
    List<String> troubled = new ArrayList<>();
    boolean fails = BAD.contains(indicator);
    boolean unknown = !WELL.contains(indicator) && !fails;
    for (JsonNode component : components) {
      String name = line(component.path("name").asText(""));
      String status = component.path("status").asText("");
      if (component.path("group").asBoolean() || status.equals("operational")) {
        continue;
      }
      troubled.add(name + ": " + (STATUSES.contains(status) ? status : "unknown"));
      if (needed(name)) {
        fails |= STATUSES.contains(status);
        unknown |= !STATUSES.contains(status);
      }
    }
    Check check = fails ? Check.FAIL : unknown ? Check.UNKNOWN : Check.PASS;
    String detail =
        troubled.isEmpty()
            ? "all components operational, indicator "
                + (indicator.isEmpty() ? "missing" : line(indicator))
            : String.join(", ", troubled.subList(0, Math.min(SHOWN, troubled.size())));
    return new StatusPageView(check, address, line(indicator), troubled, detail);
  }

  /** Whether trading needs the component; a web page that is down is shown but no trouble. */
  private static boolean needed(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return NEEDED.stream().anyMatch(lower::contains);
  }

  private static StatusPageView unknown(String address, String why) {
    return new StatusPageView(Check.UNKNOWN, address, "", List.of(), why);
  }

  private static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= 80 ? line : line.substring(0, 80) + "…";
  }
}
