package io.tripline.worker;

import io.tripline.workflows.broker.AccountName;

/** A live account was to be started without its name repeated in the start flag. */
public final class LiveUnconfirmedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LiveUnconfirmedException(AccountName account) {
    super(
        "account " + account + " is live: real money. Repeat its name to start: --live " + account);
  }
}
