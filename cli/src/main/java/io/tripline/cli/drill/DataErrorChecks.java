package io.tripline.cli.drill;

import com.fasterxml.jackson.databind.JsonNode;
import io.tripline.cli.connect.Installation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What must be true after a data error that looked like a loss, judged from outside. */
final class DataErrorChecks {
  private static final BigDecimal LIMIT = new BigDecimal("0.02");

  private final Verdict verdict;

  DataErrorChecks(Verdict verdict) {
    this.verdict = verdict;
  }

  /** Otherwise the drill itself is wrong. */
  void noLossAtTheBroker(BigDecimal fraction) {
    verdict.found(
        "there was no such loss",
        fraction.compareTo(LIMIT) < 0,
        "true loss at the trip " + fraction.movePointRight(2).toPlainString() + " %");
  }

  /** By the audit: judged as bad data, never as real. */
  void judgedAsData(Installation where, String incident) throws IOException {
    Path audit = where.logs().resolve("trade_audit.csv");
    judgedAsData(Files.isReadable(audit) ? Files.readAllLines(audit) : List.of(), incident);
  }

  /** The same of the lines of an audit. */
  void judgedAsData(List<String> audit, String incident) {
    List<String> verdicts =
        audit.stream()
            .filter(line -> line.contains(",VERDICT,") && line.contains(incident))
            .toList();
    long data = verdicts.stream().filter(line -> line.contains("verdict DATA")).count();
    verdict.found(
        "judged as bad data, and as nothing else",
        data > 0 && data == verdicts.size(),
        data + " of " + verdicts.size() + " verdict(s) say DATA");
  }

  /** No sale and no flatten: what was held is held. */
  void nothingClosed(
      BrokerEvidence broker, String symbol, BigDecimal before, List<Histories.Run> flattens) {
    BigDecimal now = broker.heldAt(Instant.MAX).getOrDefault(symbol, BigDecimal.ZERO);
    verdict.found(
        "the position is unchanged",
        before.signum() > 0 && now.compareTo(before) == 0,
        before.toPlainString() + " before, " + now.toPlainString() + " by the fills at the end");
    verdict.found(
        "nothing was flattened",
        flattens.isEmpty() && broker.sells().isEmpty(),
        flattens.size() + " flatten(s), sell orders " + broker.sells());
  }

  /** The guard lifted the halt for two different names, and the runbook's auto-reset did not. */
  void haltedUntilPeopleDecided(List<Histories.UpdateSeen> guard) {
    Optional<JsonNode> reset =
        guard.stream()
            .filter(each -> each.name().equals("reset") && each.completed() && !each.failed())
            .map(Histories.UpdateSeen::input)
            .findFirst();
    Set<String> names = new TreeSet<>();
    reset.ifPresent(input -> input.path("by").forEach(name -> names.add(name.asText())));
    verdict.found(
        "halted until two names decided",
        names.size() >= 2
            && !reset.map(input -> input.path("automatic").asBoolean(true)).orElse(true),
        reset.isEmpty() ? "the halt was never lifted" : "lifted by " + names);
  }

  /** The plan that was approved names the loss of the right figure, not of the wrong one. */
  void noFalseLossAccepted(List<Histories.UpdateSeen> guard) {
    List<BigDecimal> accepted =
        guard.stream()
            .filter(each -> each.name().equals("reset") && each.completed() && !each.failed())
            .map(each -> each.input().path("acceptedLoss"))
            .filter(loss -> !loss.isMissingNode() && !loss.isNull())
            .map(loss -> new BigDecimal(loss.asText()))
            .toList();
    verdict.found(
        "no loss was accepted that was none",
        accepted.stream().allMatch(loss -> loss.compareTo(LIMIT) < 0),
        "accepted " + accepted);
  }
}
