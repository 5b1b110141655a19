package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.fault.Refusal;
import io.tripline.workflows.incident.CaseWord.Verb;
import io.tripline.workflows.killswitch.LossVerdict;
import io.tripline.workflows.runbook.Cause;
import io.tripline.workflows.runbook.Severity;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CaseWordTest {
  private static CaseWord read(Verb verb, Map<String, Object> json) {
    return CaseWord.of(verb, CaseRequest.read(json));
  }

  @Test
  void whatIsWellFormedIsRead() {
    assertThat(read(Verb.REGRADE, Map.of("by", " alice ", "reason", "x", "severity", "p1")))
        .satisfies(word -> {
          assertThat(word.by().shown()).isEqualTo("alice");
          assertThat(word.severity()).contains(Severity.P1);
        });
    assertThat(read(Verb.VERDICT, Map.of("by", "a", "reason", "x", "verdict", "data")).verdict())
        .contains(LossVerdict.DATA);
    assertThat(read(Verb.CAUSE, Map.of("by", "a", "cause", "api-errors")).cause())
        .contains(Cause.API_ERRORS);
    assertThat(
            read(Verb.RESOLVE, Map.of("by", "a", "reason", "x", "falseAlarm", true)).falseAlarm())
        .isTrue();
    assertThat(
            read(Verb.RESOLVE, Map.of("by", "a", "reason", "x", "falseAlarm", "yes")).falseAlarm())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource(Verb.class)
  void nobodyAsksWithoutANameAndAReason(Verb verb) {
    assertThatThrownBy(() -> CaseWord.of(verb, null)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> CaseWord.of(verb, CaseRequest.read(List.of(7))))
        .hasMessageContaining("by: the name of a person");
    assertThatThrownBy(() -> read(verb, Map.of("by", "alice", "reason", 7)))
        .hasMessageContaining(verb == Verb.CAUSE ? "text: missing" : "reason: missing");
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    assertThatThrownBy(() -> read(Verb.REGRADE, Map.of("by", "a", "reason", "x", "severity", "P9")))
        .hasMessageContaining("severity: must be P0, P1, P2 or P3, was P9");
    assertThatThrownBy(() -> read(Verb.VERDICT, Map.of("by", "a", "reason", "x")))
        .hasMessageContaining("verdict: must be REAL or DATA, was missing");
    assertThatThrownBy(() -> read(Verb.CAUSE, Map.of("by", "a", "cause", "weather")))
        .hasMessageContaining("cause: must be one of");
    assertThatThrownBy(
            () -> read(Verb.ASK, Map.of("by", "a", "reason", "x", "requestId", "x".repeat(201))))
        .hasMessageContaining("requestId");
  }

  @ParameterizedTest
  @CsvSource({
    "P0, P0 P1",
    "P1, P0 P1",
    "P2, P1 P2 P3",
    "P3, P2 P3",
  })
  void aDocumentIsWalkedToItsEndWhateverTheSeverity(Severity walks, String allowed) {
    Set<String> words = Set.of(allowed.split(" ", -1));
    for (Severity wanted : Severity.values()) {
      assertThat(RegradeRules.objection(walks, wanted).isEmpty())
          .as(walks + " to " + wanted)
          .isEqualTo(words.contains(wanted.name()));
    }
  }

  @Test
  void onlyAP2ThatBecomesAP1IsHaltedForIt() {
    for (Severity walks : Severity.values()) {
      for (Severity wanted : Severity.values()) {
        assertThat(RegradeRules.halts(walks, wanted))
            .isEqualTo(walks == Severity.P2 && wanted == Severity.P1);
      }
    }
  }
}
