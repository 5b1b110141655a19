package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.proof.FlattenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a flatten. The guard sends its request by the signal of the same Signal-with-Start; a
 * start without one is by hand, {@code {"account":"…","by":"…","reason":"…"}}, trips the manual
 * switch, and the guard's request follows. The converter of our processes reads any JSON shape.
 *
 * @param account null when missing or malformed
 * @param by who asks by hand; absent where the guard asks
 * @param carried requests of the run before that are not answered yet; strict, never guessed
 * @param state what the run before knew; only with {@code carried}
 */
public record FlattenStart(
    @Nullable AccountName account,
    @Nullable String by,
    @Nullable String reason,
    @Nullable List<FlattenRequest> carried,
    @Nullable FlattenCarried state) {
  /** A first start by the guard. */
  public static FlattenStart of(AccountName account) {
    return new FlattenStart(account, null, null, List.of(), null);
  }
}
