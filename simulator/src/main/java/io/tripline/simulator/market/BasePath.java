package io.tripline.simulator.market;

import io.tripline.simulator.clock.MarketDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;

/** The undisturbed price of one symbol. Not thread-safe: it may remember what it computed. */
interface BasePath {
  /** First day with a price. */
  LocalDate firstDay();

  /** Natural logarithm of the price in dollars. */
  double logAt(Instant at);

  /** A session of whole seconds, or empty where the price is to be asked for second by second. */
  Optional<DayPath> session(MarketDay day);

  /** The volume of a minute where it is given and not to be made up. */
  OptionalLong volume(Instant minute);
}
