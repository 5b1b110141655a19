package io.tripline.worker.config;

import io.tripline.workflows.account.Environment;
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
 */
public record AccountSettings(
    AccountName name,
    Environment environment,
    Scope scope,
    KeySource keyId,
    KeySource secretKey,
    @Nullable URI url,
    @Nullable URI statusPage,
    String feed) {}
