package io.tripline.worker.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used; the message holds every problem, one a line, and no secret. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient List<Problems.Problem> problems;

  ConfigurationException(String origin, List<Problems.Problem> problems) {
    super(
        origin
            + " can't be used:"
            + problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining()));
    this.problems = List.copyOf(problems);
  }

  ConfigurationException(String path, String sentence) {
    super(path + ": " + sentence);
    this.problems = List.of(new Problems.Problem(path, 0, sentence));
  }

  /** A single problem, such as a value that turns out to be missing when it is needed. */
  public static ConfigurationException of(String path, String sentence) {
    return new ConfigurationException(path, sentence);
  }

  /** Each of them. */
  public List<Problems.Problem> problems() {
    return problems;
  }
}
