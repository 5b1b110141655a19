package io.tripline.workflows.approval;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever people send, in whatever order: a gate opens only for enough different people. */
class ApprovalsLawsTest {
  private static final Instant NOW = Instant.parse("2026-11-24T15:00:00Z");
  private static final List<String> ROSTER = List.of("alice", "bob", "carol");
  private static final List<String> NAMES =
      List.of("alice", " Alice", "ALICE ", "bob", "BOB", "carol", "mallory", "");

  private static Approvals approvals(List<String> roster) {
    return new Approvals(
        ApprovalPolicy.of(roster.stream().map(Approver::new).toList()), List.of("reset"));
  }

  private static void open(Approvals approvals, @Nullable String requester, Instant at) {
    approvals.open(
        new GateSpec("reset", "?", List.of("plan"), Direction.RISK_UP, requester, "halted"), at);
  }

  /** A number as a message: who, what, under which id and for which gate. */
  private static DecisionRequest message(int n, int deniesPerTen) {
    String by = NAMES.get(n % NAMES.size());
    String verdict = (n / 8) % 10 < deniesPerTen ? "deny" : "approve";
    String id = (n / 80) % 3 == 0 ? null : "r" + (n / 80) % 7;
    String gate = (n / 560) % 2 == 0 ? "reset-1" : null;
    return new DecisionRequest(id, gate, verdict, by, "", null);
  }

  @Test
  void noSequenceApprovesAGateWithoutEnoughDifferentNames() {
    qt().forAll(
            lists().of(integers().between(0, 5_000)).ofSizeBetween(0, 30), integers().between(0, 3))
        .check((numbers, asker) -> {
          String requester = asker == 0 ? null : NAMES.get(asker * 2);
          Approvals approvals = approvals(ROSTER);
          Set<String> names = new HashSet<>();
          if (requester != null && ROSTER.contains(key(requester))) {
            names.add(key(requester));
          }
          int opensAt = numbers.isEmpty() ? 0 : numbers.get(0) % (numbers.size() + 1);
          boolean someElse = false;
          for (int i = 0; i <= numbers.size(); i++) {
            if (i == opensAt) {
              open(approvals, requester, NOW);
            }
            if (i < numbers.size()) {
              DecisionRequest message = message(numbers.get(i), 0);
              approvals.decide(message, NOW, "signal");
              String by = key(String.valueOf(message.by()));
              if (ROSTER.contains(by)) {
                names.add(by);
                someElse |= requester == null || !by.equals(key(requester));
              }
            }
          }
          boolean approved = approvals.stateOf("reset-1").orElseThrow() == GateState.APPROVED;
          return !approved || (names.size() >= 2 && someElse);
        });
  }

  @Test
  void orderAndRepetitionDoNotChangeWhatApprovalsLeadTo() {
    qt().forAll(
            lists().of(integers().between(0, 79)).ofSizeBetween(0, 12),
            integers().between(0, 9_999))
        .check((numbers, seed) -> {
          List<Integer> mixed = new ArrayList<>(numbers);
          mixed.addAll(numbers);
          Collections.shuffle(mixed, new Random(seed));
          return endOf(numbers) == endOf(mixed);
        });
  }

  @Test
  void oneDenialByAPersonOnTheListEndsAnOpenGateForGood() {
    qt().forAll(lists().of(integers().between(0, 5_000)).ofSizeBetween(0, 20))
        .check(numbers -> {
          Approvals approvals = approvals(ROSTER);
          open(approvals, null, NOW);
          approvals.decide(
              new DecisionRequest("d", "reset-1", "deny", "carol", "", null), NOW, "update");
          numbers.forEach(n -> approvals.decide(message(n, 3), NOW, "signal"));
          return approvals.stateOf("reset-1").orElseThrow() == GateState.DENIED;
        });
  }

  @Test
  void aLoneApproverNeverDecidesWithinTheCoolingOff() {
    qt().forAll(lists().of(integers().between(0, 899)).ofSizeBetween(0, 20))
        .check(seconds -> {
          Approvals approvals = approvals(List.of("alice"));
          open(approvals, "alice", NOW);
          int first = seconds.isEmpty() ? 0 : Collections.min(seconds);
          List<Integer> times = seconds.stream().sorted().toList();
          for (int at : times) {
            if (at < first + 900) {
              approvals.decide(
                  new DecisionRequest(null, "reset-1", "approve", "alice", "", null),
                  NOW.plus(Duration.ofSeconds(at)),
                  "update");
            }
          }
          return approvals.stateOf("reset-1").orElseThrow() == GateState.OPEN;
        });
  }

  @Test
  void everyRefusalIsKept() {
    qt().forAll(lists().of(integers().between(0, 5_000)).ofSizeBetween(0, 30))
        .check(numbers -> {
          Approvals approvals = approvals(ROSTER);
          open(approvals, null, NOW);
          long refused = 0;
          for (int n : numbers) {
            DecisionRequest bare = message(n, 2);
            DecisionRequest fresh =
                new DecisionRequest(null, bare.gate(), bare.verdict(), bare.by(), "", null);
            refused += approvals.decide(fresh, NOW, "signal") instanceof Ruling.Refused ? 1 : 0;
          }
          return approvals.records().stream().filter(DecisionRecord::refused).count() == refused;
        });
  }

  private static GateState endOf(List<Integer> numbers) {
    Approvals approvals = approvals(ROSTER);
    open(approvals, "alice", NOW);
    for (int n : numbers) {
      DecisionRequest bare = message(n, 0);
      approvals.decide(
          new DecisionRequest(null, "reset-1", "approve", bare.by(), "", null), NOW, "signal");
    }
    return approvals.stateOf("reset-1").orElseThrow();
  }

  private static String key(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
