package io.tripline.workflows.killswitch;

import io.tripline.workflows.broker.Symbol;
import java.time.Instant;

/**
 * Whether trading of a symbol is halted, as the market-data stream told it.
 *
 * @param reason the exchange's code and words of a halt, or why nothing is known
 * @param since market time of what was told; where nothing is known, wall time since when
 */
public record HaltState(Symbol symbol, Known halted, String reason, Instant since) {
  /** What is known of a question. Unknown is never good news. */
  public enum Known {
    YES,
    NO,
    UNKNOWN
  }

  /** For people: the symbol, what it does, why and since when. */
  public String describe() {
    return switch (halted) {
      case YES -> symbol + " halted since " + since + ": " + reason;
      case NO -> symbol + " trades, " + reason + " at " + since;
      case UNKNOWN -> symbol + ": not known, " + reason;
    };
  }
}
