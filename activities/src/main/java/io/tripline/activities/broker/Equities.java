package io.tripline.activities.broker;

import io.tripline.workflows.broker.Symbol;
import java.util.regex.Pattern;

/** Which symbols the stock feed quotes: asking it for an option or a pair fails the whole call. */
public final class Equities {
  private static final Pattern EQUITY = Pattern.compile("[A-Z]{1,6}(\\.[A-Z]{1,3})?");

  private Equities() {}

  /** True for the form of a US equity's symbol. */
  public static boolean quoted(Symbol symbol) {
    return EQUITY.matcher(symbol.value()).matches() && !symbol.pair();
  }
}
