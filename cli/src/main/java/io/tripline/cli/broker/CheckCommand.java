package io.tripline.cli.broker;

import io.tripline.activities.broker.AlpacaCredentials;
import io.tripline.activities.broker.ApiProbe;
import io.tripline.activities.broker.StatusPages;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.Common;
import io.tripline.cli.ExitCode;
import io.tripline.cli.connect.Configured;
import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.cli.connect.StreamsKnown;
import io.tripline.cli.connect.Temporal;
import io.tripline.workflows.broker.Account;
import io.tripline.workflows.broker.MarketClock;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.ProbedCall;
import io.tripline.workflows.killswitch.Check;
import java.net.URI;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The test that an incident of API errors makes, by hand; needs no Temporal. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Is the broker there, is the market open, how fast does it answer, what does its status"
            + " page say?")
final class CheckCommand implements Callable<Integer> {
  @Mixin Common common;

  @Override
  public Integer call() {
    Installation installation = common.installation();
    BrokerAccess access = BrokerAccess.find(installation, System.getenv(), common.named());
    URI base = URI.create(access.url());
    boolean simulated = access.environment().equals("simulator");
    URI page =
        Configured.statusPage(installation, System.getenv())
            .orElse(simulated ? base : StatusPages.ALPACA);
    ApiProbe.Result result =
        new ApiProbe(
                base,
                new AlpacaCredentials(access.keyId(), access.secretKey()),
                page,
                InstantSource.system())
            .test();
    Map<String, @Nullable Object> document = document(access, result);
    document.put("streams", streams());
    common.output().object(document);
    return exitCode(result.health()).number();
  }

  /** As the watch has them: a second listener would only be in its way. */
  private String streams() {
    boolean runs = common.installation().running().filter(RunState::alive).isPresent();
    if (!runs && System.getenv("TEMPORAL_ADDRESS") == null) {
      return "not known: nothing runs here";
    }
    try (Temporal temporal = common.temporal()) {
      return String.join("; ", StreamsKnown.of(temporal, common.account()).describe());
    } catch (CommandFailure e) {
      return "not known: no Temporal server was asked";
    }
  }

  private static Map<String, @Nullable Object> document(
      BrokerAccess access, ApiProbe.Result result) {
    ApiHealth health = result.health();
    MarketClock clock = result.clock();
    Account account = result.account();
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("healthy", health.check() == Check.PASS);
    document.put("broker", access.url());
    document.put("environment", access.environment());
    document.put("marketOpen", clock == null ? null : clock.open());
    document.put("marketTime", clock == null ? "" : clock.now().toString());
    if (clock != null) {
      document.put(
          clock.open() ? "closesAt" : "opensAt",
          (clock.open() ? clock.nextClose() : clock.nextOpen()).toString());
    }
    document.put("accountStatus", account == null ? "" : account.status());
    document.put("equity", account == null ? "" : account.equity().text());
    document.put("tradingBlocked", account == null ? null : account.tradingBlocked());
    for (ProbedCall call : health.calls()) {
      String name = call.call().substring(call.call().lastIndexOf('/') + 1);
      document.put(name + "Check", call.check().name());
      document.put(name + "Millis", call.millis());
      document.put(name + "RequestId", call.requestId());
      document.put(name + "Detail", call.detail());
    }
    document.put("requestId", document.get("accountRequestId"));
    document.put("statusPage", health.page().address());
    document.put("statusPageCheck", health.page().check().name());
    document.put("statusPageDetail", health.page().detail());
    return document;
  }

  /** The page alone makes nothing fail: it says what somebody wrote there. */
  private static ExitCode exitCode(ApiHealth health) {
    if (health.check() == Check.PASS) {
      return ExitCode.OK;
    }
    List<Fault> faults =
        health.calls().stream().map(ProbedCall::fault).filter(Objects::nonNull).toList();
    if (faults.contains(Fault.UNAUTHORISED)) {
      return ExitCode.REFUSED;
    }
    return faults.stream().anyMatch(Fault::retryable) ? ExitCode.UNREACHABLE : ExitCode.FAILED;
  }
}
