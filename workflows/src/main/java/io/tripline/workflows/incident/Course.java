package io.tripline.workflows.incident;

import io.tripline.workflows.approval.PersonName;
import io.tripline.workflows.proof.FlattenNotice;
import java.util.Optional;

/** What one procedure says to the requests of people. For the threads of message handlers. */
interface Course {
  /** What speaks against ending it as a false alarm now; empty when nothing does. */
  Optional<String> againstFalseAlarm();

  /** What speaks against a person's word that it is over; empty when nothing does. */
  Optional<String> againstResolution(PersonName by, String reason);

  /** Tries or looks again at once. */
  Said retry(PersonName by, String reason);

  /** Hears each new stage of a flatten, once it is on the run sheet. */
  default void flattenSays(FlattenNotice notice) {
    // Only a halt has a step that waits for it.
  }

  /** Opens its gate, joins it, or asks it anew. */
  Said ask(PersonName by, String reason);
}
