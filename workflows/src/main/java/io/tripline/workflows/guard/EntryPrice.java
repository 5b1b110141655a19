package io.tripline.workflows.guard;

import io.tripline.workflows.broker.AccountSnapshot;
import io.tripline.workflows.broker.Price;
import io.tripline.workflows.broker.Quote;
import java.time.Duration;
import java.util.Optional;

/** What an entry is measured by. Pure. */
final class EntryPrice {
  /** As old as a quote may be that sizes an entry; market time. */
  static final Duration YOUNG = Duration.ofSeconds(60);

  private EntryPrice() {}

  /**
   * The mid of the broker's quote now; where that is stale, one-sided or missing the mid that the
   * asker decided on, which it has checked for the same; empty without both.
   */
  static Optional<Price> of(PermitRequest request, AccountSnapshot seen) {
    Optional<Price> own =
        seen.quotes().stream()
            .filter(quote -> quote.symbol().equals(request.intent().symbol()))
            .filter(Quote::usable)
            .filter(quote -> !quote.at().isBefore(seen.clock().now().minus(YOUNG)))
            .map(Quote::mid)
            .findFirst();
    return own.or(() -> Optional.ofNullable(request.mid()).filter(mid -> mid.signum() > 0));
  }
}
