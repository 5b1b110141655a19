package io.tripline.workflows.arming;

import io.tripline.workflows.broker.AccountName;
import java.time.Instant;

/**
 * What has to be known to take our flags off again, kept beside the journal for the day when
 * neither Temporal nor the journal answers.
 *
 * @param found the flags before we set any
 * @param suspendIsOurs true from before {@code suspend_trade} is set by us until it was read back
 *     as cleared
 */
public record FlagsRecord(
    AccountName account, BrokerFlags found, boolean suspendIsOurs, Instant at) {}
