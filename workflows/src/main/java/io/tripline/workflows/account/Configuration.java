package io.tripline.workflows.account;

import io.temporal.activity.ActivityInterface;
import io.tripline.workflows.broker.AccountName;

/** Reads the worker's configuration, for procedures that were started without one. */
@ActivityInterface(namePrefix = "Configuration")
public interface Configuration {
  /**
   * The policy of an account; fails with {@code CONFIGURATION} when the account is not configured.
   */
  AccountPolicy policy(AccountName account);
}
