package io.tripline.cli.disarm;

import io.tripline.activities.arming.FlagLedger;
import io.tripline.activities.arming.FlagSetting;
import io.tripline.activities.broker.AccountSettings;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.activities.broker.Answer;
import io.tripline.cli.CommandFailure;
import io.tripline.cli.ExitCode;
import io.tripline.cli.Output;
import io.tripline.cli.flatten.DirectBroker;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code disarm}: looks, sets what was found or what a person names, reads back. */
final class Disarming {
  private static final String RECORD = "broker-flags-";

  private final DirectBroker broker;
  private final FlagLedger ledger;
  private final @Nullable String account;
  private final Output output;
  private final InstantSource clock = InstantSource.system();

  /** {@code account}: which one's record, where there are several. */
  Disarming(DirectBroker broker, Path data, @Nullable String account, Output output) {
    this.broker = broker;
    this.ledger = new FlagLedger(data);
    this.account = account;
    this.output = output;
  }

  ExitCode run(FlagsChange named, boolean dryRun) {
    AlpacaHttp http = broker.http(clock);
    BrokerFlags now = flags(http.settings());
    Optional<FlagsRecord> record = record().filter(found -> isOfThisBroker(found, named));
    output.say("account at " + broker + " shows " + now.describe());
    if (record.isEmpty() && named.nothing()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "no record of what was found in "
              + ledger.dataDirectory()
              + " (another --data, or another machine?): the account shows "
              + now.describe()
              + "; name what to set: --no-shorting, --max-margin-multiplier, --suspend-trade");
    }
    FlagsChange change = merged(record.orElse(null), now, named);
    if (dryRun) {
      output.line("would set " + change.describe() + "; nothing was touched");
      document(record.orElse(null), now, change, null, true);
      return ExitCode.OK;
    }
    Arming.Outcome outcome = new FlagSetting(http, clock, Disarming::sleep).set(change);
    if (!outcome.readBack()) {
      document(record.orElse(null), now, change, outcome, false);
      throw new CommandFailure(
          ExitCode.UNREACHABLE,
          "NOT disarmed, "
              + change.describe()
              + " "
              + outcome.detail()
              + "; run it again, or set it on the broker's web page (Account, Configuration)");
    }
    output.line("set " + change.describe() + ", read back: " + outcome.detail());
    if (now.suspendTrade() && change.suspendTrade() == null) {
      output.line(
          "suspend_trade is left as it is: the guard did not set it; --suspend-trade false clears"
              + " it all the same");
    }
    forget(record.orElse(null), named);
    document(record.orElse(null), now, change, outcome, false);
    return ExitCode.OK;
  }

  /** What was found at a paper account is nothing to restore at a live one. */
  private boolean isOfThisBroker(FlagsRecord record, FlagsChange named) {
    String here = String.valueOf(broker.endpoint().base().getHost());
    Optional<String> there;
    try {
      there = ledger.host(record.account());
    } catch (IOException e) {
      there = Optional.empty();
    }
    if (there.isEmpty() || there.get().equals(here)) {
      return true;
    }
    if (named.nothing()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "nothing was set: the record in "
              + ledger.dataDirectory()
              + " is of account "
              + record.account()
              + " at "
              + there.get()
              + ", and these keys are used at "
              + here
              + "; name what to set, or use the keys and the host of that account");
    }
    return false;
  }

  /** What a person names goes before what is recorded. */
  static FlagsChange merged(@Nullable FlagsRecord record, BrokerFlags now, FlagsChange named) {
    FlagsChange recorded =
        record == null
            ? new FlagsChange(null, null, null)
            : FlagsChange.restoring(record.found(), now, record.suspendIsOurs());
    return new FlagsChange(
        named.noShorting() != null ? named.noShorting() : recorded.noShorting(),
        named.maxMarginMultiplier() != null
            ? named.maxMarginMultiplier()
            : recorded.maxMarginMultiplier(),
        named.suspendTrade() != null ? named.suspendTrade() : recorded.suspendTrade());
  }

  private BrokerFlags flags(Answer<AccountSettings> answer) {
    return switch (answer) {
      case Answer.Done<AccountSettings>(AccountSettings settings, String id) ->
          FlagSetting.flags(settings);
      case Answer.Failed<AccountSettings>(Fault fault, String detail, var extras) ->
          throw new CommandFailure(
              ExitCode.of(fault),
              "nothing was set: "
                  + fault.sentence()
                  + " ("
                  + detail
                  + ")"
                  + (fault == Fault.UNAUTHORISED && broker.paper()
                      ? ". Live keys? Add --live"
                      : ""));
      case Answer.NoAnswer<AccountSettings>(String detail) ->
          throw new CommandFailure(
              ExitCode.UNREACHABLE, "nothing was set: " + broker + " does not answer: " + detail);
    };
  }

  private Optional<FlagsRecord> record() {
    try {
      String name = account;
      if (name != null) {
        return ledger.read(new AccountName(name));
      }
      List<AccountName> names = recorded();
      if (names.size() > 1) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "several accounts have a record, name one with --account: "
                + String.join(", ", names.stream().map(AccountName::value).toList()));
      }
      return names.isEmpty() ? Optional.empty() : ledger.read(names.get(0));
    } catch (IOException e) {
      output.say("the record can't be read and is left out: " + e.getMessage());
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--account: " + e.getMessage(), e);
    }
  }

  private List<AccountName> recorded() throws IOException {
    List<AccountName> names = new ArrayList<>();
    if (!Files.isDirectory(ledger.dataDirectory())) {
      return names;
    }
    try (Stream<Path> files = Files.list(ledger.dataDirectory())) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(RECORD) && name.endsWith(".json")) {
          names.add(
              new AccountName(name.substring(RECORD.length(), name.length() - ".json".length())));
        }
      }
    }
    return names;
  }

  /** Only what was restored from it is done with; what a person named says nothing of the rest. */
  private void forget(@Nullable FlagsRecord record, FlagsChange named) {
    if (record == null || !named.nothing()) {
      return;
    }
    try {
      ledger.remove(record.account());
    } catch (IOException e) {
      output.say("the record could not be removed: " + e.getMessage());
    }
  }

  private void document(
      @Nullable FlagsRecord record,
      BrokerFlags before,
      FlagsChange change,
      Arming.@Nullable Outcome outcome,
      boolean dryRun) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("broker", broker.endpoint().base().toString());
    document.put("account", record == null ? "" : record.account().value());
    document.put("dryRun", dryRun);
    document.put("found", record == null ? "" : record.found().describe());
    document.put("before", before.describe());
    document.put("change", change.describe());
    BrokerFlags after = outcome == null ? null : outcome.flags();
    document.put("after", after == null ? "" : after.describe());
    document.put("readBack", outcome != null && outcome.readBack());
    output.document(document);
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailure(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }
}
