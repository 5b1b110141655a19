package io.tripline.cli.drill;

import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What must be true where one person must not decide alone, judged from outside. */
final class SecondNameChecks {
  private final Verdict verdict;
  private final String first;

  /** {@code first}: who tripped, asked and tried. */
  SecondNameChecks(Verdict verdict, String first) {
    this.verdict = verdict;
    this.first = first;
  }

  /** The commands said so at once. */
  void answered(boolean waitsForOthers, int alone) {
    verdict.found(
        "the request for the reset waits for others",
        waitsForOthers,
        waitsForOthers ? "its command said so" : "its command did not say so");
    verdict.found(
        "the same person may not approve it",
        alone == ExitCode.REFUSED.number(),
        first + "'s approval ended with exit code " + alone);
  }

  /** The guard lifted the halt after somebody else's decision, and not before. */
  void liftedOnlyAfterAnother(List<Histories.UpdateSeen> incident, Optional<Instant> reset) {
    Optional<Instant> another =
        incident.stream()
            .filter(each -> each.name().equals("decide") && each.completed() && !each.failed())
            .filter(each -> each.input().path("verdict").asText().equals("approve"))
            .filter(each -> !by(each).isEmpty() && !by(each).equals(first))
            .map(Histories.UpdateSeen::acceptedAt)
            .findFirst();
    verdict.found(
        "the halt was lifted only after another name",
        another.isPresent() && reset.isPresent() && reset.get().isAfter(another.get()),
        "another name decided at "
            + another.map(Instant::toString).orElse("no time")
            + ", lifted at "
            + reset.map(Instant::toString).orElse("no time"));
  }

  /** A refusal is kept, with the name. */
  void refusalInTheAudit(Installation where, String incident) throws IOException {
    Path audit = where.logs().resolve("trade_audit.csv");
    List<String> lines = Files.isReadable(audit) ? Files.readAllLines(audit) : List.of();
    refusalIn(lines, incident);
  }

  /** The same of the lines of an audit. */
  void refusalIn(List<String> lines, String incident) {
    long kept =
        lines.stream()
            .filter(line -> line.contains(",DECISION,") && line.contains(incident))
            .filter(line -> line.contains(first) && line.contains("REQUESTER"))
            .count();
    verdict.found("the refusal is in the audit", kept == 1, kept + " line(s)");
  }

  private static String by(Histories.UpdateSeen decision) {
    return decision.input().path("by").asText("");
  }
}
