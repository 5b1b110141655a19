package io.tripline.worker.config;

import java.util.ArrayList;
import java.util.List;

/** Everything that is wrong with a configuration, so that it is said at once. Not thread-safe. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /**
   * One thing that is wrong.
   *
   * @param path key with its parents, such as {@code limits.dailyLoss}, or an environment variable
   * @param line in the file, from 1; 0 where there is none
   * @param sentence what was wrong, with the value where it is no secret, and what is allowed
   */
  public record Problem(String path, int line, String sentence) {
    @Override
    public String toString() {
      return (line == 0 ? "" : "line " + line + ": ") + path + ": " + sentence;
    }
  }

  void add(String path, int line, String sentence) {
    found.add(new Problem(path, line, sentence));
  }

  /** In the order of the file. */
  public List<Problem> found() {
    return List.copyOf(found);
  }

  void throwIfAny(String origin) {
    if (!found.isEmpty()) {
      throw new ConfigurationException(origin, found());
    }
  }
}
