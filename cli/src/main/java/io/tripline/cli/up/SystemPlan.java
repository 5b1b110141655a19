package io.tripline.cli.up;

import io.tripline.cli.connect.Installation;
import io.tripline.workflows.broker.AccountName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one-machine system to run.
 *
 * @param environment of the account: simulator, paper or live; live only where {@code --live}
 *     repeated its name
 * @param temporalAddress where a server is looked for, and started if it is loopback and silent
 * @param mayUseFound false where only a server of our own will do
 * @param simulatorPort port of a simulator to start; empty: none is started
 * @param simulatorOptions more options of that simulator
 * @param workerEnvironment added to the workers' environment; an empty value takes one away
 */
public record SystemPlan(
    Installation where,
    AccountName account,
    String environment,
    boolean drill,
    boolean trades,
    String temporalAddress,
    int uiPort,
    String namespace,
    boolean mayUseFound,
    Optional<Integer> simulatorPort,
    List<String> simulatorOptions,
    Map<String, String> workerEnvironment) {
  /** The command line of a worker; a live account is refused where its name is not repeated. */
  List<String> workerArguments(String role) {
    List<String> arguments = new ArrayList<>(List.of("worker", "--role", role));
    if (environment.equals("live")) {
      arguments.addAll(List.of("--live", account.value()));
    }
    return arguments;
  }
}
