package io.tripline.activities.broker;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The accounts that this process has keys for. Immutable. */
public final class AlpacaAccounts {
  private final Map<AccountName, AlpacaHttp> accounts;
  private final Map<AccountName, MarketHours> hours = new LinkedHashMap<>();

  /** One client per account; the budget in it is shared by all who ask here. */
  public AlpacaAccounts(Map<AccountName, AlpacaHttp> accounts, InstantSource clock) {
    this.accounts = Map.copyOf(accounts);
    // Without the market's time no loss can be judged: it is read as the account is.
    this.accounts.forEach((name, http) -> hours.put(name, new MarketHours(http.forWatch(), clock)));
  }

  /** The account's client; fails with {@code CONFIGURATION} where there are no keys for it. */
  public AlpacaHttp http(AccountName account) {
    return known(account, accounts.get(account));
  }

  /** The account's clock and calendar; fails like {@link #http}. */
  public MarketHours hours(AccountName account) {
    return known(account, hours.get(account));
  }

  /** The accounts. */
  public Set<AccountName> names() {
    return accounts.keySet();
  }

  private static <T> T known(AccountName account, @org.jspecify.annotations.Nullable T value) {
    if (value == null) {
      throw Fault.CONFIGURATION.failure("account " + account + " has no keys in this process");
    }
    return value;
  }
}
