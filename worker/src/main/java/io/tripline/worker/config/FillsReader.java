package io.tripline.worker.config;

import io.tripline.workflows.fills.FillLimits;
import java.math.BigDecimal;
import java.time.Duration;

/** Reads {@code limits.fills}: fill times and partial fills. */
final class FillsReader {
  private FillsReader() {}

  static FillLimits read(Section section) {
    FillLimits usual = FillLimits.DEFAULT;
    Duration slow = section.value("slow", usual.slow(), Amounts.DURATION, Amounts::duration);
    BigDecimal partial =
        section.value("partial", usual.partial(), Amounts.FRACTION, Amounts::fraction);
    int orders = section.value("orders", usual.orders(), "must be 5 to 10", FillsReader::whole);
    section.refuseOthers();
    try {
      return new FillLimits(slow, partial, orders);
    } catch (IllegalArgumentException e) {
      String sentence = String.valueOf(e.getMessage());
      int colon = sentence.indexOf(": ");
      section.problem(
          sentence.substring(sentence.indexOf('.') + 1, colon), sentence.substring(colon + 2));
      return usual;
    }
  }

  private static int whole(String text) {
    return Integer.parseInt(text);
  }
}
