package io.tripline.worker.config;

import io.tripline.workflows.killswitch.LimitName;
import io.tripline.workflows.killswitch.Limits;
import io.tripline.workflows.slippage.SlippageLimits;
import java.math.BigDecimal;

/** Reads {@code limits.slippage}: basis points, and how many fills in a row. */
final class SlippageReader {
  private static final String BPS = "must be basis points such as 50";

  private SlippageReader() {}

  static SlippageLimits read(Section section) {
    BigDecimal fill = bps(section, LimitName.SLIPPAGE_FILL);
    BigDecimal inARow = bps(section, LimitName.SLIPPAGE_IN_A_ROW);
    int fills =
        section.value(
            "fillsInARow",
            SlippageLimits.DEFAULT.fillsInARow(),
            "must be 2 to 5",
            SlippageReader::whole);
    BigDecimal mean = bps(section, LimitName.SLIPPAGE_MEAN);
    BigDecimal baseline = bps(section, LimitName.SLIPPAGE_BASELINE);
    section.refuseOthers();
    try {
      return new SlippageLimits(fill, inARow, fills, mean, baseline);
    } catch (IllegalArgumentException e) {
      String sentence = String.valueOf(e.getMessage());
      int colon = sentence.indexOf(": ");
      section.problem(
          sentence.substring(sentence.indexOf('.') + 1, colon), sentence.substring(colon + 2));
      return SlippageLimits.DEFAULT;
    }
  }

  private static BigDecimal bps(Section section, LimitName name) {
    String key = name.key().substring(name.key().indexOf('.') + 1);
    return section.value(key, name.of(Limits.DEFAULT), BPS, name::read);
  }

  private static int whole(String text) {
    return Integer.parseInt(text);
  }
}
