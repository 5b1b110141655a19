package io.tripline.activities.broker;

import io.tripline.workflows.broker.Quote;
import io.tripline.workflows.broker.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The quote as an order is sent, for what its fill cost: read beside the order, which it neither
 * delays nor fails, and takes no message from. For one thread.
 */
final class ArrivalQuote {
  /** From the beginning on; an answer that comes later says nothing of the submission. */
  private static final Duration WITHIN = Duration.ofSeconds(1);

  /** Messages that stay for the order and whatever else is urgent. */
  private static final int SPARE = 10;

  private final CompletableFuture<@Nullable Quote> reading = new CompletableFuture<>();
  private final long began = System.nanoTime();

  private ArrivalQuote() {}

  /** Begins to read where the message budget allows. */
  static ArrivalQuote of(AlpacaHttp http, Symbol symbol) {
    ArrivalQuote quote = new ArrivalQuote();
    if (http.streams().spareMessages() < SPARE) {
      quote.reading.complete(null);
    } else {
      Thread.ofVirtual()
          .name("arrival-quote")
          .start(() -> quote.reading.complete(quote.read(http, symbol)));
    }
    return quote;
  }

  /** Waits for the rest of its time at most; null: not known. */
  @Nullable Quote get() {
    long left = Math.max(0, WITHIN.toNanos() - (System.nanoTime() - began));
    try {
      return reading.get(left, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    } catch (ExecutionException | TimeoutException e) {
      return null;
    }
  }

  private @Nullable Quote read(AlpacaHttp http, Symbol symbol) {
    try {
      return http.latestQuotes(List.of(symbol)) instanceof Answer.Done<List<Quote>> done
          ? done.value().stream()
              .filter(each -> each.symbol().equals(symbol))
              .findFirst()
              .orElse(null)
          : null;
    } catch (RuntimeException e) {
      return null;
    }
  }
}
