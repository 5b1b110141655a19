package io.tripline.workflows.arming;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads and sets the account's own guards at the broker. Idempotent: it reads before it sets. */
@ActivityInterface(namePrefix = "Arming")
public interface Arming {
  /**
   * The flags, and whether others use the account outside the scope; a failed read is a {@link
   * io.tripline.workflows.fault.Fault}.
   */
  Look look(LookRequest request);

  /**
   * Keeps the record, sets what differs and reads back until the configuration and the account
   * agree, or about 12 s are over. An answer of the broker is no proof; what can't be read back is
   * an outcome.
   */
  Outcome set(SetRequest request);

  /** Whose flags. */
  record LookRequest(AccountName account, Scope scope) {}

  /**
   * What was seen.
   *
   * @param heldOutside positions outside the scope
   * @param ordersOutside open orders outside the scope
   * @param known what an earlier guard left to restore; null where there is nothing
   */
  record Look(
      BrokerFlags flags,
      int heldOutside,
      int ordersOutside,
      @Nullable FlagsRecord known,
      Instant at) {}

  /**
   * What to set.
   *
   * @param before the record to keep before anything is set
   * @param after the record to keep once it was read back; null: none, nothing of ours is left
   */
  record SetRequest(
      AccountName account, FlagsChange change, FlagsRecord before, @Nullable FlagsRecord after) {}

  /**
   * What came of it.
   *
   * @param readBack true where the broker shows the flags as asked, in both places
   * @param flags as last read; null where nothing could be read
   */
  record Outcome(boolean readBack, @Nullable BrokerFlags flags, String detail, Instant at) {}
}
