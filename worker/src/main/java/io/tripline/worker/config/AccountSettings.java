package io.tripline.worker.config;

import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.Trader;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The account and the way to it.
 *
 * @param url origin of a simulator; null when it is not known yet, or when the account is at
 *     Alpaca, whose hosts are fixed
 * @param statusPage origin of the broker's status page; null: that of the broker itself
 * @param feed {@code iex}, {@code sip} or {@code delayed_sip}
 * @param streams whether the watch listens to the account's streams beside REST
 * @param ownership who trades it, and whether its flags at the broker are ours to set
 */
public record AccountSettings(
    AccountName name,
    Environment environment,
    Scope scope,
    KeySource keyId,
    KeySource secretKey,
    @Nullable URI url,
    @Nullable URI statusPage,
    String feed,
    boolean streams,
    Ownership ownership) {
  /** What a file says that says nothing of it: our sessions, armed where they trade. */
  static final Ownership USUAL = new Ownership(Trader.TRIPLINE, ArmingChoice.AUTO);

  /** Traded by our sessions. */
  public AccountSettings(
      AccountName name,
      Environment environment,
      Scope scope,
      KeySource keyId,
      KeySource secretKey,
      @Nullable URI url,
      @Nullable URI statusPage,
      String feed,
      boolean streams) {
    this(name, environment, scope, keyId, secretKey, url, statusPage, feed, streams, USUAL);
  }
}
