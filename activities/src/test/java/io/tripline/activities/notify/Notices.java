package io.tripline.activities.notify;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.time.Instant;

/** Notices and contacts of the tests. */
final class Notices {
  static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");
  static final Contact ANNA = new Contact("System Owner", "Anna", "anna@example.org");
  static final Contact BEN = new Contact("Deputy", "Ben", "ben@example.org");
  static final String INCIDENT = "incident-spy-paper-k1-20261123-1";

  private Notices() {}

  static Notice page(String id) {
    return notice(id, Urgency.PAGE, Stage.DECLARED, false);
  }

  static Notice notice(String id, Urgency urgency, Stage stage, boolean drill) {
    return new Notice(
        id,
        new AccountName("spy-paper"),
        INCIDENT,
        urgency,
        "P1: trading halted <2 %>",
        "Status: Investigating. Daily loss & more.",
        "tripline incident ack " + INCIDENT,
        drill,
        stage);
  }

  static Message message(Notice notice) {
    return new Message(notice, AT, "https://ui.example.org/x/" + INCIDENT, false);
  }
}
