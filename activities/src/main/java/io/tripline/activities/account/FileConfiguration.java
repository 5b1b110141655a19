package io.tripline.activities.account;

import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.account.Configuration;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import java.util.List;

/** What {@code tripline.yaml} said when this process started. Immutable. */
public final class FileConfiguration implements Configuration {
  private final List<AccountPolicy> policies;

  /** The policies of the accounts of this process. */
  public FileConfiguration(List<AccountPolicy> policies) {
    this.policies = List.copyOf(policies);
  }

  @Override
  public AccountPolicy policy(AccountName account) {
    for (AccountPolicy policy : policies) {
      if (policy.account().equals(account)) {
        return policy;
      }
    }
    throw Fault.CONFIGURATION.failure(
        "account "
            + account
            + " is not configured in this worker; it knows "
            + String.join(
                ", ", policies.stream().map(policy -> policy.account().value()).toList()));
  }
}
