package io.tripline.workflows.maintenance;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.broker.MarketNow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at files, configuration and sessions, and mends what a machine may mend. */
@ActivityInterface(namePrefix = "Upkeep")
public interface Upkeep {
  /** Changes nothing. What can't be read is a defect. */
  Inspection inspect(Look look);

  /** Mends one thing; doing it again changes nothing more. The damaged file is kept aside. */
  Repair repair(Defect defect);

  /** The incidents whose fix was queued and is not done, oldest first. */
  Waiting waiting(Look look);

  /**
   * What to look at.
   *
   * @param market null where the broker does not answer: then no session can be judged
   */
  record Look(AccountPolicy policy, @Nullable MarketNow market) {}

  /**
   * What was found.
   *
   * @param checked what was looked at, one line each
   */
  record Inspection(List<Defect> defects, List<String> checked) {
    /** Copies the lists. */
    public Inspection {
      defects = List.copyOf(defects);
      checked = List.copyOf(checked);
    }
  }

  /**
   * What became of a defect.
   *
   * @param mended false: a person is needed, and {@code detail} says for what
   */
  record Repair(boolean mended, String detail) {}

  /** Queued fixes. */
  record Waiting(List<Queued> tasks) {
    /** Copies the list. */
    public Waiting {
      tasks = List.copyOf(tasks);
    }
  }

  /**
   * One queued fix.
   *
   * @param incident that waits for it
   */
  record Queued(String incident, io.tripline.workflows.runbook.Cause cause) {}
}
