package io.tripline.cli.drill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What must be true after a P3, judged from outside. */
final class MinorChecks {
  private final Verdict verdict;

  MinorChecks(Verdict verdict) {
    this.verdict = verdict;
  }

  /** What maintenance windows or checks said at their end, oldest first. */
  static List<String> outcomes(List<Histories.Run> runs) {
    return runs.stream()
        .map(run ->
            Histories.result(List.of(run))
                .map(result -> result.path("outcome").asText())
                .orElse(run.status()))
        .toList();
  }

  /** A P3 that the Schedule's check declared, by itself. */
  void procedure(List<Histories.Run> incident, List<Histories.Run> checks) {
    String type = Histories.type(incident);
    verdict.found("the incident is a P3", type.equals("P3Response"), type);
    List<String> said = outcomes(checks);
    verdict.found(
        "declared by the check of the Schedule",
        said.contains("DECLARED"),
        "the checks ended " + said);
  }

  /** The windows ended so, one after the other. */
  void windows(List<Histories.Run> windows, String... wanted) {
    List<String> said = outcomes(windows);
    verdict.found(
        "maintenance did what it may, when it may",
        said.equals(List.of(wanted)),
        "the windows ended " + said + ", wanted " + List.of(wanted));
  }

  /** A P3 halts nothing. */
  void neverHalted(List<Histories.UpdateSeen> guard) {
    List<String> trips =
        guard.stream()
            .filter(each -> each.name().equals("trip"))
            .map(Histories.UpdateSeen::id)
            .toList();
    verdict.found("nothing was halted", trips.isEmpty(), "trips " + trips);
  }

  /** And it sends nothing. */
  void noOrderSince(int before, int now) {
    verdict.found(
        "no order was sent for it", now == before, before + " order(s) before, " + now + " after");
  }

  /** The file holds again what it held, and goes on after that. */
  void restored(Path file, List<String> before) throws IOException {
    List<String> now = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    int same = 0;
    while (same < Math.min(before.size(), now.size()) && before.get(same).equals(now.get(same))) {
      same++;
    }
    verdict.found(
        "the file holds again what it held",
        !before.isEmpty() && same == before.size(),
        same + " of " + before.size() + " lines are as before, " + now.size() + " now");
  }

  /** The damaged file is kept beside it, as it was. */
  void damagedKept(Path folder, String name, String mark) throws IOException {
    Path kept = folder.resolve(name);
    boolean there = Files.isReadable(kept);
    boolean marked = there && Files.readString(kept, StandardCharsets.UTF_8).contains(mark);
    verdict.found(
        "the damaged file is kept",
        marked,
        kept + (there ? marked ? "" : " does not hold the damage" : " is missing"));
  }

  /** Once somebody said that it was handled and it was not, the incident stayed open. */
  void claimRefused(List<String> timeline) {
    boolean refused = timeline.stream().anyMatch(line -> line.contains("not mended: "));
    verdict.found(
        "a claim that is not true ends nothing",
        refused,
        refused ? "it looked again and stayed open" : "no line of the timeline says so");
  }

  /** What runs goes by the configuration that it was started with. */
  void sameConfiguration(String before, String now, String limitBefore, String limitNow) {
    verdict.found(
        "what runs kept its configuration",
        !before.isEmpty() && before.equals(now) && limitBefore.equals(limitNow),
        "limit " + limitBefore + " before, " + limitNow + " now; digest " + now);
  }

  /** A day without an execution stands in the week's report, and nobody made up for it. */
  void missedInTheReport(String report, String day) {
    boolean named =
        report
            .lines()
            .anyMatch(
                line -> line.contains(day) && line.toLowerCase(Locale.ROOT).contains("missed"));
    verdict.found(
        "the weekly reconciliation names the day",
        named,
        named ? day + " is a missed execution" : "no line names " + day);
  }
}
