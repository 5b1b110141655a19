package io.tripline.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program that {@link LauncherTest} has launched. It must need no other class. */
final class Parrot {
  private Parrot() {}

  /**
   * Says its jar's word and its arguments.
   *
   * @param args {@code --exit} and a number first: end so
   * @throws IOException never, in the jar of the test
   */
  public static void main(String[] args) throws IOException {
    try (var word = Parrot.class.getClassLoader().getResourceAsStream("word")) {
      var said = word == null ? "" : new String(word.readAllBytes(), StandardCharsets.UTF_8);
      System.out.println(said + " " + String.join("|", args));
    }
    if (List.of(args).contains("--exit")) {
      System.exit(Integer.parseInt(args[1]));
    }
  }
}
