package io.tripline.workflows.approval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The short digest by which a person's decision is tied to the plan that they saw. */
public final class PlanDigest {
  private static final int SHOWN = 12;

  private PlanDigest() {}

  /**
   * The first 12 hexadecimal digits of SHA-256 over the lines; each line counts with its end, so
   * that moving text from one line to the next changes it.
   */
  public static String of(List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(line.length()).append(':').append(line).append('\n');
    }
    return of(text.toString());
  }

  /** The first 12 hexadecimal digits of SHA-256 over the UTF-8 text. */
  public static String of(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, SHOWN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }
}
