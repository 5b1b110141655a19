package io.tripline.activities.broker;

import static io.tripline.workflows.fault.Fault.ACCOUNT_RESTRICTED;
import static io.tripline.workflows.fault.Fault.BROKER_OUTAGE;
import static io.tripline.workflows.fault.Fault.DUPLICATE_ORDER_ID;
import static io.tripline.workflows.fault.Fault.HALTED_AT_BROKER;
import static io.tripline.workflows.fault.Fault.INSUFFICIENT_BUYING_POWER;
import static io.tripline.workflows.fault.Fault.MALFORMED;
import static io.tripline.workflows.fault.Fault.NOT_FOUND;
import static io.tripline.workflows.fault.Fault.QUANTITY_HELD;
import static io.tripline.workflows.fault.Fault.RATE_LIMITED;
import static io.tripline.workflows.fault.Fault.REFUSED;
import static io.tripline.workflows.fault.Fault.UNAUTHORISED;
import static io.tripline.workflows.fault.Fault.UNKNOWN_SYMBOL;
import static io.tripline.workflows.fault.Fault.UNREADABLE_ANSWER;
import static io.tripline.workflows.fault.Fault.WASH_TRADE;

import io.tripline.workflows.fault.Fault;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which fault an error answer is, as one table: the first row that fits decides. Within a status
 * the rows go from the stable part of the contract to the unstable one: {@code code}, extra keys of
 * the body, the sentence, everything else. What a sentence decides, it decides within a class of
 * {@link Outcome}, or a class that claims less is left where nobody knows the sentence; what hangs
 * on it (a duplicate id, a suspended account) is read back by {@link Refusals}.
 */
final class ErrorTable {
  static final long ANY = -1;
  static final long NONE = 0;
  private static final String SAYS_NOTHING = "";

  /** One row. {@code keys}: one of them is enough; {@code sentence}: a part of it, lower case. */
  record Row(int from, int to, long code, Set<String> keys, String sentence, Fault fault) {
    boolean fits(int status, long actualCode, Set<String> actualKeys, String message) {
      return status >= from
          && status <= to
          && (code == ANY || code == actualCode)
          && (keys.isEmpty() || keys.stream().anyMatch(actualKeys::contains))
          && message.contains(sentence);
    }

    /** True where the whole answer but its status is ignored. */
    boolean bare() {
      return code == ANY && keys.isEmpty() && sentence.isEmpty();
    }
  }

  static final List<Row> ROWS =
      List.of(
          // The request is wrong. The data host gives no code.
          says(400, ANY, "invalid symbol", UNKNOWN_SYMBOL),
          bare(400, MALFORMED),
          // The keys, whatever the body is: JSON with or without code, HTML.
          bare(401, UNAUTHORISED),
          // Refused for a reason; one code covers a dozen.
          code(403, 40310100L, ACCOUNT_RESTRICTED), // day-trading rule, gone since 2026
          keys(403, Set.of("held_for_orders", "available"), QUANTITY_HELD),
          keys(403, Set.of("existing_order_id", "reject_reason"), WASH_TRADE),
          keys(403, Set.of("buying_power", "cost_basis"), INSUFFICIENT_BUYING_POWER),
          says(403, 40310000L, "rejected by user request", HALTED_AT_BROKER),
          says(403, 40310000L, "not allowed to short", ACCOUNT_RESTRICTED),
          says(403, 40310000L, "not authorized to trade", ACCOUNT_RESTRICTED),
          says(403, 40310000L, "restricted to liquidation", ACCOUNT_RESTRICTED),
          says(403, 40310000L, "insufficient qty", QUANTITY_HELD),
          code(403, 40310000L, REFUSED),
          code(403, 42210000L, REFUSED), // data host: no subscription to this feed
          says(403, NONE, "subscription", REFUSED), // the same
          says(403, NONE, "forbidden", UNAUTHORISED), // data host: bad keys
          bare(403, UNREADABLE_ANSWER), // a proxy's
          // Only Alpaca's own 404 says that a thing is not there; a proxy's says nothing.
          says(404, 40410000L, "asset not found", UNKNOWN_SYMBOL),
          says(404, 40410000L, "symbol not found", UNKNOWN_SYMBOL),
          code(404, 40410000L, NOT_FOUND),
          bare(404, UNREADABLE_ANSWER),
          // A server that gave up waiting may have acted: as little known as after a 5xx.
          bare(408, BROKER_OUTAGE),
          // State or input. Two codes say that an id was used before, and other things besides.
          says(422, ANY, "client_order_id must be unique", DUPLICATE_ORDER_ID),
          says(422, 42210000L, "cannot be sold short", ACCOUNT_RESTRICTED),
          says(422, 42210000L, "\" not found", UNKNOWN_SYMBOL),
          says(422, 42210000L, "not tradable", UNKNOWN_SYMBOL),
          code(422, 40010001L, MALFORMED),
          bare(422, REFUSED),
          bare(429, RATE_LIMITED),
          new Row(500, 599, ANY, Set.of(), SAYS_NOTHING, BROKER_OUTAGE),
          // Redirects, statuses that the contract does not have, and those of nobody.
          new Row(
              Integer.MIN_VALUE,
              Integer.MAX_VALUE,
              ANY,
              Set.of(),
              SAYS_NOTHING,
              UNREADABLE_ANSWER));

  private ErrorTable() {}

  /** The row that decides; {@code code} is {@link #NONE} where the body had none. */
  static Row row(int status, long code, Set<String> keys, String message) {
    String sentence = message.toLowerCase(Locale.ROOT);
    return ROWS.stream()
        .filter(r -> r.fits(status, code, keys, sentence))
        .findFirst()
        .orElseThrow();
  }

  private static Row bare(int status, Fault fault) {
    return new Row(status, status, ANY, Set.of(), SAYS_NOTHING, fault);
  }

  private static Row code(int status, long code, Fault fault) {
    return new Row(status, status, code, Set.of(), SAYS_NOTHING, fault);
  }

  private static Row keys(int status, Set<String> keys, Fault fault) {
    return new Row(status, status, ANY, keys, SAYS_NOTHING, fault);
  }

  private static Row says(int status, long code, String sentence, Fault fault) {
    return new Row(status, status, code, Set.of(), sentence, fault);
  }
}
