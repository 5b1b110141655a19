package io.tripline.activities.broker;

import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.ProbedCall;
import io.tripline.workflows.killswitch.Check;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tests the broker's API by hand and by procedure alike: clock and account, with latency and
 * request ids, and what the status page says. It has connections and a budget of its own, sends
 * nothing, and needs no Temporal. Thread-safe.
 */
public final class ApiProbe {
  /** A slower answer is no healthy one: it is above what a submit may take. */
  static final Duration SLOWEST = Duration.ofSeconds(3);

  private static final int PER_MINUTE = 30;

  private final URI base;
  private final URI statusPage;
  private final Exchange exchange;
  private final StatusPages pages = new StatusPages();
  private final InstantSource clock;

  /**
   * For one account.
   *
   * @param base origin of the Trading API, without {@code /v2}
   * @param statusPage origin of the status page
   */
  public ApiProbe(URI base, AlpacaCredentials credentials, URI statusPage, InstantSource clock) {
    this.base = base;
    this.statusPage = statusPage;
    this.exchange = new Exchange(credentials, RateBudget.perMinute(PER_MINUTE), clock);
    this.clock = clock;
  }

  /** One call with its figures, and its value where it answered. */
  private record Timed<T>(ProbedCall call, @Nullable T value) {}

  /** The broker's state with the account's own figures, for a person who looks by hand. */
  public record Result(ApiHealth health, @Nullable MarketClock clock, @Nullable Account account) {}

  /** Tests until so many tests in a row have passed, or the first that did not. */
  public ApiHealth test(int tests, Duration apart) {
    ApiHealth last = test().health();
    for (int passed = 1; passed < tests && last.check() == Check.PASS; passed++) {
      try {
        Thread.sleep(apart);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw Fault.BROKER_UNREACHABLE.failure("interrupted between two tests of the API");
      }
      ApiHealth next = test().health();
      last = next.check() == Check.PASS ? next.after(passed) : next;
    }
    return last;
  }

  /** Tests once. Takes up to about half a minute where nothing answers. */
  public Result test() {
    Timed<MarketClock> market =
        timed(
            "/v2/clock",
            (n, h) -> AlpacaJson.clock(n, h.get("X-Sim-Clock-Rate")),
            at -> at.open() ? "the market is open" : "the market is closed",
            at -> true);
    Timed<Account> account =
        timed(
            "/v2/account",
            (n, h) -> AlpacaJson.account(n),
            at ->
                "account "
                    + at.status()
                    + (at.tradingBlocked() ? ", trading blocked" : "")
                    + (at.accountBlocked() ? ", account blocked" : ""),
            at -> at.status().equals("ACTIVE") && !at.tradingBlocked() && !at.accountBlocked());
    MarketClock at = market.value();
    boolean well = market.call().check() == Check.PASS && account.call().check() == Check.PASS;
    return new Result(
        new ApiHealth(
            well ? Check.PASS : Check.FAIL,
            1,
            List.of(market.call(), account.call()),
            at == null ? null : at.open(),
            at == null ? null : at.now(),
            pages.read(statusPage),
            clock.instant()),
        at,
        account.value());
  }

  private <T> Timed<T> timed(
      String path,
      Exchange.Reader<T> reader,
      Function<T, String> shown,
      Function<T, Boolean> well) {
    long began = System.nanoTime();
    Answer<T> answer =
        exchange.get(okhttp3.HttpUrl.get(base + path), RateBudget.Purpose.SAFETY, reader);
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    String call = "GET " + path;
    return switch (answer) {
      case Answer.Done<T>(T value, String requestId) -> {
        boolean slow = took.compareTo(SLOWEST) > 0;
        yield new Timed<>(
            new ProbedCall(
                call,
                well.apply(value) && !slow ? Check.PASS : Check.FAIL,
                took.toMillis(),
                requestId,
                null,
                shown.apply(value) + (slow ? ", too slow" : "")),
            value);
      }
      case Answer.Failed<T>(Fault fault, String detail, Answer.Extras extras) ->
          failed(call, took, extras.requestId(), fault, detail);
      case Answer.NoAnswer<T>(String detail) ->
          failed(call, took, "", Fault.BROKER_UNREACHABLE, "no answer: " + detail);
    };
  }

  private static <T> Timed<T> failed(
      String call, Duration took, String requestId, Fault fault, String detail) {
    return new Timed<>(
        new ProbedCall(call, Check.FAIL, took.toMillis(), requestId, fault, detail), null);
  }
}
