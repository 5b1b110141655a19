package io.tripline.activities.journal;

import io.tripline.workflows.incident.Plain;
import java.time.Instant;

/**
 * What whoever supervises the processes of a machine saw of one.
 *
 * @param process what people call it, such as {@code worker trading}
 * @param at wall time
 */
public record ProcessEvent(Instant at, String process, long pid, Kind kind) {
  /** What happened. */
  public enum Kind {
    /** Without having been told to. */
    ENDED,
    /** In the place of one that had ended. */
    STARTED_AGAIN,
    /** The supervision itself had ended without a word; its process was not there any more. */
    FOUND_DEAD
  }

  /** One line for people. */
  public String text() {
    return Plain.time(at)
        + " "
        + process
        + switch (kind) {
          case ENDED -> " (process " + pid + ") ended without having been told to";
          case STARTED_AGAIN -> " was started again as process " + pid;
          case FOUND_DEAD -> " (process " + pid + ") was found dead: its supervision had died too";
        };
  }
}
