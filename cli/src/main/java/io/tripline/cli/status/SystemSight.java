package io.tripline.cli.status;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one terminal can see of whether somebody watches the account.
 *
 * @param temporal why Temporal could not be asked; empty when it answered
 * @param guard whether the account's guard answers
 * @param wanted true where something should run: an {@code up} that did not end in order, or a
 *     server that is configured
 * @param dead processes that should run and don't
 * @param exposure what is held
 * @param held in words, where something is
 * @param lastReading age of the last reading on record; null where none is known
 * @param marketOpen null where the broker did not say
 * @param outages what is open or declared as a P0, in words
 */
record SystemSight(
    String temporal,
    Guard guard,
    boolean wanted,
    List<String> dead,
    Exposure exposure,
    String held,
    @Nullable Duration lastReading,
    @Nullable Boolean marketOpen,
    List<String> outages) {
  /** A reading is written down each minute: three of them may be missing. */
  static final Duration READING_HOLDS = Duration.ofMinutes(3);

  /** How the guard was found. */
  enum Guard {
    ANSWERS,
    /** One was started, or nobody can tell. */
    SILENT,
    /** Temporal knows of none: nobody started it, or it was stopped in order. */
    NEVER_STARTED
  }

  /** What is held at the broker. */
  enum Exposure {
    NONE,
    HELD,
    UNKNOWN,
    /** There is no account to ask. */
    NO_ACCOUNT
  }

  /** Copies the lists. */
  SystemSight {
    dead = List.copyOf(dead);
    outages = List.copyOf(outages);
  }

  /**
   * The answer to "is this a P0?".
   *
   * @param because one sentence
   */
  record Verdict(boolean p0, String because) {
    String word() {
      return p0 ? "YES" : "no";
    }
  }

  /** Judges; what is unknown is never good news. */
  Verdict verdict() {
    if (!outages.isEmpty()) {
      return new Verdict(true, String.join("; ", outages));
    }
    return switch (guard) {
      case ANSWERS -> guarded();
      case SILENT -> wanted ? down() : unwanted();
      case NEVER_STARTED -> unwanted();
    };
  }

  private Verdict guarded() {
    Duration last = lastReading;
    if (last != null && last.compareTo(READING_HOLDS) > 0 && !Boolean.FALSE.equals(marketOpen)) {
      return new Verdict(
          true, "the guard answers, but the last reading on record is " + words(last) + " old");
    }
    String reading =
        last == null ? "no reading on record yet" : "last reading " + words(last) + " ago";
    return new Verdict(
        false,
        "the guard answers, "
            + reading
            + deadOnes().map(names -> "; " + names + ": a P0 unless it is back soon").orElse(""));
  }

  private Verdict down() {
    return new Verdict(
        true,
        "nobody watches the account: "
            + (temporal.isEmpty() ? "no guard answers" : "Temporal does not answer")
            + deadOnes().map(names -> ", " + names).orElse("")
            + "; "
            + exposed());
  }

  private Verdict unwanted() {
    return switch (exposure) {
      case NONE -> new Verdict(false, "nothing runs here that should, and nothing is held");
      case NO_ACCOUNT ->
          new Verdict(false, "nothing runs here that should, and no account can be asked");
      case HELD, UNKNOWN -> new Verdict(true, "nobody watches the account: " + exposed());
    };
  }

  private String exposed() {
    return switch (exposure) {
      case NONE -> "it holds nothing";
      case HELD -> "it holds " + held;
      case UNKNOWN -> "what it holds can't be seen";
      case NO_ACCOUNT -> "no account can be asked what it holds";
    };
  }

  private Optional<String> deadOnes() {
    return dead.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(", ", dead) + (dead.size() == 1 ? " does not run" : " do not run"));
  }

  static String words(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds >= 172_800) {
      return seconds / 86_400 + " days";
    }
    return seconds >= 3_600
        ? seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min"
        : seconds >= 60 ? seconds / 60 + " min " + seconds % 60 + " s" : seconds + " s";
  }
}
