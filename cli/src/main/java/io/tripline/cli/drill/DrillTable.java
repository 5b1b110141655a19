package io.tripline.cli.drill;

import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of scenarios, and of how they ended, for people and programs. Pure. */
final class DrillTable {
  private DrillTable() {}

  /** One row of the table at the end. */
  static Map<String, @Nullable Object> row(DrillSeries.Played played) {
    DrillResult result = played.result();
    Map<String, @Nullable Object> row = new LinkedHashMap<>();
    row.put("scenario", played.scenario().word());
    row.put("severity", played.scenario().plot().severity().name());
    row.put("timeToDetect", shown(result.times().get("mttd")));
    row.put("timeToMitigate", shown(result.times().get("mttm")));
    row.put("timeToResolve", shown(result.times().get("mttr")));
    row.put("took", shown(played.took().toMillis()));
    row.put("verdict", result.passed() ? "passed" : "FAILED");
    return row;
  }

  /** Why a drill failed; empty when it did not. */
  static List<String> failures(DrillSeries.Played played) {
    return played.result().findings().stream()
        .filter(each -> !each.passed())
        .map(each -> each.name() + ": " + each.detail())
        .toList();
  }

  /** The document of one drill. */
  static Map<String, @Nullable Object> document(DrillSeries.Played played) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("scenario", played.scenario().word());
    document.put("severity", played.scenario().plot().severity().name());
    document.put("tookMillis", played.took().toMillis());
    document.putAll(played.result().document());
    return document;
  }

  /** The document of several; {@code interrupted} is a verdict of its own. */
  static Map<String, @Nullable Object> document(DrillSeries series) {
    List<Scenario> notRun = series.notRun();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put(
        "verdict", series.passed() ? "passed" : notRun.isEmpty() ? "failed" : "interrupted");
    document.put("drills", series.played().stream().map(DrillTable::document).toList());
    document.put("notRun", notRun.stream().map(Scenario::word).toList());
    return document;
  }

  /** The scenarios by severity, with what they cover. */
  static List<String> list() {
    List<String> lines = new ArrayList<>();
    for (Severity severity : Severity.values()) {
      List<Scenario> of = of(severity);
      if (of.isEmpty()) {
        continue;
      }
      lines.add((lines.isEmpty() ? "" : "\n") + severity + " " + severity.category());
      for (Scenario scenario : of) {
        Plot plot = scenario.plot();
        String also =
            plot.aliases().isEmpty() ? "" : " (or " + String.join(", ", plot.aliases()) + ")";
        lines.add("  " + plot.word() + also + ", about " + plot.minutes() + " min");
        lines.add("      " + plot.description());
        plot.covers().forEach(each -> lines.add("      " + each.severity() + ": " + each.shown()));
      }
    }
    return lines;
  }

  /** The same for programs. */
  static List<Map<String, Object>> rows() {
    return Arrays.stream(Severity.values())
        .flatMap(severity -> of(severity).stream())
        .map(DrillTable::row)
        .toList();
  }

  private static Map<String, Object> row(Scenario scenario) {
    Plot plot = scenario.plot();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("scenario", plot.word());
    row.put("aliases", plot.aliases());
    row.put("severity", plot.severity().name());
    row.put("minutes", plot.minutes());
    row.put("description", plot.description());
    row.put("covers", plot.covers().stream().map(DrillTable::covered).toList());
    return row;
  }

  private static Map<String, String> covered(Symptom symptom) {
    Map<String, String> covered = new LinkedHashMap<>();
    covered.put("symptom", symptom.name());
    covered.put("document", Symptom.document(symptom.severity()));
    covered.put("kind", symptom.kind().name().toLowerCase(Locale.ROOT));
    covered.put("text", symptom.shown());
    return covered;
  }

  private static List<Scenario> of(Severity severity) {
    return Arrays.stream(Scenario.values())
        .filter(each -> each.plot().severity() == severity)
        .toList();
  }

  private static @Nullable String shown(@Nullable Long millis) {
    if (millis == null) {
      return null;
    }
    Duration time = Duration.ofMillis(millis);
    return time.compareTo(Duration.ofMinutes(1)) < 0
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
