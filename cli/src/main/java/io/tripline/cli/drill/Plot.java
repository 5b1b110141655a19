package io.tripline.cli.drill;

import io.tripline.workflows.runbook.Severity;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All that makes a scenario, in one place.
 *
 * @param word its name on the command line
 * @param aliases further names
 * @param severity of the incident that it begins with
 * @param covers what the runbook names and this shows
 * @param minutes about how long it takes
 * @param session lines of the drill's configuration below {@code session}, each indented and ended
 * @param configuration further sections of the drill's configuration; limits and waits that are not
 *     named stay shipped
 * @param play the rehearsal on a running system
 * @param foreign somebody else trades the account and scope is SPY: no session of ours does
 */
record Plot(
    String word,
    List<String> aliases,
    Severity severity,
    List<Symptom> covers,
    String description,
    int minutes,
    String session,
    String configuration,
    @Nullable Function<Stage, Rehearsal> play,
    boolean foreign) {
  /** Copies the lists. */
  Plot {
    aliases = List.copyOf(aliases);
    covers = List.copyOf(covers);
  }

  static Plot of(String word, Severity severity) {
    return new Plot(word, List.of(), severity, List.of(), "", 3, "", "", null, false);
  }

  Plot alsoCalled(String... names) {
    return new Plot(
        word,
        List.of(names),
        severity,
        covers,
        description,
        minutes,
        session,
        configuration,
        play,
        foreign);
  }

  Plot covering(Symptom... symptoms) {
    return new Plot(
        word,
        aliases,
        severity,
        List.of(symptoms),
        description,
        minutes,
        session,
        configuration,
        play,
        foreign);
  }

  Plot about(String text) {
    return new Plot(
        word, aliases, severity, covers, text, minutes, session, configuration, play, foreign);
  }

  Plot minutes(int about) {
    return new Plot(
        word, aliases, severity, covers, description, about, session, configuration, play, foreign);
  }

  Plot session(String lines) {
    return new Plot(
        word, aliases, severity, covers, description, minutes, lines, configuration, play, foreign);
  }

  Plot configured(String sections) {
    return new Plot(
        word, aliases, severity, covers, description, minutes, session, sections, play, foreign);
  }

  Plot playedBy(Function<Stage, Rehearsal> rehearsal) {
    return new Plot(
        word,
        aliases,
        severity,
        covers,
        description,
        minutes,
        session,
        configuration,
        rehearsal,
        foreign);
  }

  Plot ofSomebodyElse() {
    return new Plot(
        word, aliases, severity, covers, description, minutes, session, configuration, play, true);
  }

  Rehearsal on(Stage stage) {
    return Objects.requireNonNull(play, word + " has no rehearsal").apply(stage);
  }
}
