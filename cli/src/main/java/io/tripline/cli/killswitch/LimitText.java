package io.tripline.cli.killswitch;

import io.tripline.workflows.guard.GuardStatus;
import io.tripline.workflows.guard.SlippageView;
import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.LimitOverride;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.killswitch.LimitsInForce;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Limits in force beside what the file says, and who changed them. Pure. */
final class LimitText {
  private LimitText() {}

  static List<String> lines(GuardStatus status) {
    Limits inForce = status.policy().limits();
    LimitsInForce known = status.limits();
    List<String> lines = new ArrayList<>();
    lines.add("limits in force (configuration " + status.policy().configurationHash() + ")");
    for (LimitName name : LimitName.values()) {
      lines.add(
          String.format(Locale.ROOT, "  %-26s %-10s", name.key(), name.shown(inForce))
              + (known == null ? "" : origin(name, known)));
    }
    SlippageView slippage = status.slippage();
    if (slippage != null) {
      lines.add("slippage   " + slippage.statistics().sentence());
      lines.add("           " + slippage.label().sentence());
    }
    return lines;
  }

  private static String origin(LimitName name, LimitsInForce known) {
    Optional<LimitOverride> change = known.changeOf(name);
    return change
        .map(each ->
            "tripline.yaml says "
                + name.shown(known.configured())
                + "; set "
                + each.at().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                + " by "
                + String.join(" and ", each.by())
                + (each.gate() == null ? "" : " at gate " + each.gate())
                + ": "
                + each.reason())
        .orElse("tripline.yaml");
  }

  static List<Map<String, Object>> document(GuardStatus status) {
    LimitsInForce known = status.limits();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (LimitName name : LimitName.values()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("name", name.key());
      row.put("inForce", name.shown(status.policy().limits()));
      if (known != null) {
        row.put("configured", name.shown(known.configured()));
        known
            .changeOf(name)
            .ifPresent(each -> {
              row.put("by", each.by());
              row.put("reason", each.reason());
              row.put("at", each.at().toString());
            });
      }
      rows.add(row);
    }
    return rows;
  }
}
