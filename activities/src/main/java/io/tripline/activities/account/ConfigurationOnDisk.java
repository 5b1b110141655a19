package io.tripline.activities.account;

import io.tripline.workflows.broker.AccountName;

/** The configuration as it would be read now, for comparing it with what runs. */
public interface ConfigurationOnDisk {
  /**
   * Digest of what the file and the environment say now.
   *
   * @throws IllegalStateException with a sentence for people if it can't be read
   */
  String hash(AccountName account);
}
