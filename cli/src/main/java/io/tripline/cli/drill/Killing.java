package io.tripline.cli.drill;

import io.tripline.cli.up.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Carries out the planned kills, each once. */
final class Killing {
  private final Supervisor supervisor;
  private final List<Kill> left;
  private final Consumer<String> say;

  Killing(Supervisor supervisor, List<Kill> planned, Consumer<String> say) {
    this.supervisor = supervisor;
    this.left = new ArrayList<>(planned);
    this.say = say;
  }

  void at(Kill.Moment moment) {
    for (Kill kill : List.copyOf(left)) {
      if (kill.moment() == moment) {
        left.remove(kill);
        say.accept("drill: killing " + kill.process() + " at " + moment);
        supervisor.kill(kill.process());
      }
    }
  }
}
