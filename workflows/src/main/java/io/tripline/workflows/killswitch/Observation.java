package io.tripline.workflows.killswitch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One evaluation of one switch, kept with its inputs.
 *
 * @param reading the figure that was compared, as people read it, such as {@code 2.31 %}
 * @param limit what it was compared with, such as {@code 2.00 %}
 * @param inputs the numbers behind it, by Alpaca's field names
 * @param marketAt market time of the reading
 * @param at wall time of the reading
 */
public record Observation(
    KillSwitch killSwitch,
    Check check,
    String reading,
    String limit,
    Map<String, String> inputs,
    Instant marketAt,
    Instant at) {
  /**
   * Key prefix of inputs: what was held of a symbol, such as {@code held.SPY}; only with {@link
   * #UNSETTLED}.
   */
  public static final String HELD = "held.";

  /** Key of inputs: how many orders were on their way; absent when that was not known. */
  public static final String UNSETTLED = "unsettled";

  /** Key of inputs: where the file lies, or would, by which a person can halt the account. */
  public static final String HALT_FILE = "haltFile";

  /** The same with another value of one input. */
  public Observation with(String key, String value) {
    Map<String, String> all = new LinkedHashMap<>(inputs);
    all.put(key, value);
    return new Observation(killSwitch, check, reading, limit, all, marketAt, at);
  }
}
