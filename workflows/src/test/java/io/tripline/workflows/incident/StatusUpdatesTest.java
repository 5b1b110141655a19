package io.tripline.workflows.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.account.ResponsePolicy;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.ContactTable;
import io.tripline.workflows.runbook.IncidentStatus;
import io.tripline.workflows.runbook.Severity;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the next status update comes, and whose turn it is. */
class StatusUpdatesTest {
  @ParameterizedTest
  @CsvSource({
    "P0,DECLARED,0,PT15M",
    "P0,ACKNOWLEDGED,1,PT30M",
    "P0,ACKNOWLEDGED,3,PT2H",
    "P0,ACKNOWLEDGED,9,PT2H",
    "P0,MITIGATED,0,PT8H",
    "P1,DECLARED,0,PT1H",
    "P1,MITIGATED,0,PT8H",
    "P1,MITIGATED,2,PT32H",
    "P2,DECLARED,0,PT4H",
    "P3,DECLARED,0,PT24H",
    "P3,MITIGATED,0,PT24H"
  })
  void theNextUpdateComesSoonerTheWorseItIs(
      Severity severity, IncidentStatus status, int withoutNews, Duration within) {
    assertThat(StatusUpdates.within(ResponsePolicy.DEFAULT, severity, status, withoutNews))
        .isEqualTo(within);
  }

  @Test
  void theBrokersSupportIsAskedAndNeverHasATurn() {
    Contact owner = new Contact("System Owner", "Anna", "anna@example.org");
    Contact desk = new Contact("broker support", "The desk", "desk@example.org");
    ContactTable table = new ContactTable(List.of(desk, owner));
    assertThat(table.turn(0)).contains(owner);
    assertThat(table.turn(1)).contains(owner);
    assertThat(table.brokerSupport()).isEqualTo(desk);
    assertThat(new ContactTable(List.of(owner)).brokerSupport()).isEqualTo(ContactTable.ALPACA);
    assertThat(new ContactTable(List.of(desk)).turn(0)).isEmpty();
  }
}
