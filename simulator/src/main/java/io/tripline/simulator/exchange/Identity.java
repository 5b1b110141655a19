package io.tripline.simulator.exchange;

import java.time.Instant;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * Whose account it is, and the keys to it. The keys open a simulator on loopback and nothing else.
 *
 * @param accountId a UUID
 * @param createdAt market time of the start
 */
public record Identity(
    String accountId, String accountNumber, String keyId, String secretKey, Instant createdAt) {
  private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

  static Identity fresh(Instant createdAt) {
    var random = new SplittableRandom();
    return new Identity(
        UUID.randomUUID().toString(),
        "PA" + text(random, 10),
        "PKSIM" + text(random, 15),
        text(random, 40).toLowerCase(Locale.ROOT),
        createdAt);
  }

  private static String text(SplittableRandom random, int length) {
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }
}
