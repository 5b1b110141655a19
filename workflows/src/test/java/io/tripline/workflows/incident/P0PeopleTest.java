package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.P0Step;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people ask of a P0, and a storm of alarms. */
class P0PeopleTest extends P0Scene {
  private String says(String update, Map<String, Object> request) {
    return incident.update(update, String.class, request);
  }

  private void isDown() {
    alarmed();
    until(view -> state(view, P0Step.RESTART).outcome().contains("nobody polls"));
  }

  /** All parts work, but the guard answers only later: so long it goes on. */
  private void works() {
    guard.isSilent(Duration.ofHours(6), env::currentTimeMillis);
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
  }

  @Test
  void itIsNoFalseAlarmWhileAnythingIsSeenToBeDown() {
    isDown();
    Map<String, Object> none = Map.of("by", "bob", "reason", "a test of ours", "falseAlarm", true);
    assertThatThrownBy(() -> says("resolve", none))
        .hasStackTraceContaining("not ended as a false alarm: not well");
    assertThatThrownBy(() -> says("resolve", Map.of("by", "bob", "reason", "looks fine")))
        .hasStackTraceContaining("not resolved: not well");
    works();
    assertThat(says("resolve", none)).contains("cancelled as a false alarm");
    assertThat(result().status()).isEqualTo(IncidentStatus.CANCELLED);
    assertThat(reviews.orders()).isEmpty();
    assertThat(report()).contains("FALSE ALARM, said by bob", "Status: Resolved");
  }

  @Test
  void aPersonMayHaveItLookedAtAtOnceAndGradeItDownToP1() {
    isDown();
    says("regrade", Map.of("by", "bob", "reason", "no exposure", "severity", "P1"));
    assertThat(view().severity()).isEqualTo(Severity.P1);
    assertThatThrownBy(
            () -> says("regrade", Map.of("by", "bob", "reason", "calm", "severity", "P3")))
        .hasStackTraceContaining("P1 at least");
    assertThatThrownBy(() -> says("ask", Map.of("by", "bob", "reason", "reset")))
        .hasStackTraceContaining("a P0 opens no gate");
    long pages = unanswered();
    env.sleep(Duration.ofMinutes(10));
    assertThat(unanswered()).isEqualTo(pages);
    works();
    says("retry", Map.of("by", "bob", "reason", "started it again"));
    assertThat(result().status()).isEqualTo(IncidentStatus.RESOLVED);
    assertThat(reviews.orders()).hasSize(1);
  }

  private long unanswered() {
    return archive.notices().stream()
        .filter(each -> each.headline().contains("P0 NOT ACKNOWLEDGED"))
        .count();
  }

  @Test
  void fiftyAlarmsOfOneCauseAreCountedAndTheFirstOnesShown() {
    isDown();
    for (int i = 1; i < 50; i++) {
      alarmedAgain();
    }
    IncidentView view = until(each -> each.alerts() == 50);
    assertThat(view.timeline().stream().filter(line -> line.text().contains("joined"))).hasSize(19);
    system.worker(Check.PASS);
    guard.wasResetElsewhere();
    env.sleep(Duration.ofSeconds(20));
    result();
    assertThat(report()).contains("49 further alert(s) joined");
    assertThat(env.getWorkflowClient().fetchHistory(ID).getHistory().getEventsCount())
        .isLessThan(700);
  }
}
