package io.tripline.workflows.guard;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.TripLevel;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is written down of a trip. */
final class TripWords {
  private TripWords() {}

  static String reasonOf(TripRequest request, KillSwitch killSwitch) {
    Observation seen = request.observation();
    if (request.reason() != null && !request.reason().isBlank()) {
      return request.reason();
    }
    return seen == null
        ? killSwitch.title()
        : killSwitch.title() + " " + seen.reading() + " at limit " + seen.limit();
  }

  static Map<String, String> data(
      KillSwitch killSwitch,
      TripLevel level,
      @Nullable Observation observation,
      String by,
      String reason,
      AccountPolicy policy) {
    Map<String, String> data = new LinkedHashMap<>();
    data.put("switch", killSwitch.name());
    data.put("level", level.name());
    data.put("by", by);
    data.put("reason", reason);
    if (observation != null) {
      data.put("reading", observation.reading());
      data.put("limit", observation.limit());
      data.putAll(observation.inputs());
    }
    data.put("configuration", policy.configurationHash());
    return data;
  }
}
