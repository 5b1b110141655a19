package io.tripline.cli;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The options of {@link Common} that stand before the command: they are meant for it. Dropping them
 * in silence would let it act on another installation than the one that was named.
 */
final class RootOptions {
  private static final List<String> NAMES =
      List.of("--account", "--output", "--data", "--config", "--verbose");

  private RootOptions() {}

  /**
   * Hands them down to the command that was typed; refuses what it can't take, or says otherwise.
   */
  static void handDown(ParseResult root) {
    ParseResult typed = root;
    while (typed.hasSubcommand()) {
      typed = typed.subcommand();
    }
    List<String> given = NAMES.stream().filter(root::hasMatchedOption).toList();
    if (!root.hasSubcommand() || given.isEmpty()) {
      return;
    }
    CommandSpec command = typed.commandSpec();
    Optional<Common> takes = common(command);
    for (String name : given) {
      if (takes.isEmpty()) {
        throw new ParameterException(
            command.commandLine(), command.qualifiedName() + " takes no " + name);
      }
      if (typed.hasMatchedOption(name)
          && !Objects.equals(
              root.matchedOptionValue(name, null), typed.matchedOptionValue(name, null))) {
        throw new ParameterException(
            command.commandLine(),
            name + " stands before and behind the command, and says two different things");
      }
    }
    Common from = common(root.commandSpec()).orElseThrow();
    takes.ifPresent(to -> given.forEach(name -> to.take(name, from)));
  }

  private static Optional<Common> common(CommandSpec command) {
    return command.mixins().values().stream()
        .map(CommandSpec::userObject)
        .filter(Common.class::isInstance)
        .map(Common.class::cast)
        .findFirst();
  }
}
