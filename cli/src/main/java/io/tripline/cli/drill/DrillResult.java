package io.tripline.cli.drill;

import io.tripline.cli.ShellWord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a drill ended.
 *
 * @param times by name, milliseconds of wall time
 * @param report path of the incident report; null when there is none
 * @param reviewed whether a review of the incident was started
 */
record DrillResult(
    List<Verdict.Finding> findings,
    Map<String, Long> times,
    String configurationHash,
    @Nullable String report,
    String folder,
    String incident,
    boolean reviewed) {
  /** Of an incident with its review. */
  DrillResult(
      List<Verdict.Finding> findings,
      Map<String, Long> times,
      String configurationHash,
      @Nullable String report,
      String folder,
      String incident) {
    this(findings, times, configurationHash, report, folder, incident, !incident.isEmpty());
  }

  /** The drill could not be carried out to its verdict. */
  static DrillResult notCarriedOut(String why, String folder) {
    return new DrillResult(
        List.of(new Verdict.Finding("the incident runs its course", false, why)),
        Map.of(),
        "",
        null,
        folder,
        "");
  }

  boolean passed() {
    return !findings.isEmpty() && findings.stream().allMatch(Verdict.Finding::passed);
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("verdict, from outside (broker, Temporal's histories, files):");
    findings.forEach(each ->
        lines.add((each.passed() ? "  pass  " : "  FAIL  ") + each.name() + ": " + each.detail()));
    times.forEach((name, millis) -> lines.add("  time  " + name + " " + millis + " ms"));
    lines.add("configuration " + configurationHash);
    lines.add("report        " + (report == null ? "none" : report));
    lines.add("kept in       " + folder);
    if (reviewed) {
      lines.add("review next   " + review());
    }
    lines.add(passed() ? "DRILL PASSED" : "DRILL FAILED");
    return lines;
  }

  /** What people would type next; the drill leaves it to them. */
  private String review() {
    return "./tripline review show " + incident + " --data " + ShellWord.of(folder);
  }

  Map<String, @Nullable Object> document() {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("verdict", passed() ? "passed" : "failed");
    document.put("incident", incident);
    List<Map<String, Object>> checks = new ArrayList<>();
    for (Verdict.Finding each : findings) {
      Map<String, Object> check = new LinkedHashMap<>();
      check.put("check", each.name());
      check.put("passed", each.passed());
      check.put("detail", each.detail());
      checks.add(check);
    }
    document.put("checks", checks);
    document.put("times", times);
    document.put("configurationHash", configurationHash);
    document.put("report", report);
    document.put("folder", folder);
    document.put("reviewNext", reviewed ? review() : null);
    return document;
  }
}
