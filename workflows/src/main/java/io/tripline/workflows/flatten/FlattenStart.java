package io.tripline.workflows.flatten;

import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.proof.FlattenRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts a flatten; the requests come by signal.
 *
 * @param carried requests of the run before that are not answered yet
 * @param state what the run before knew; only with {@code carried}
 */
public record FlattenStart(
    @Nullable AccountName account,
    @Nullable List<FlattenRequest> carried,
    @Nullable FlattenCarried state) {
  /** A first start. */
  public static FlattenStart of(AccountName account) {
    return new FlattenStart(account, List.of(), null);
  }
}
