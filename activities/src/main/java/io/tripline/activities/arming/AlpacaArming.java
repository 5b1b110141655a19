package io.tripline.activities.arming;

import io.tripline.activities.broker.AlpacaAccounts;
import io.tripline.activities.broker.AlpacaHttp;
import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.Order;
import io.tripline.workflows.broker.Position;
import io.tripline.workflows.fault.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@link Arming} at Alpaca, with the record in the data directory. Thread-safe. */
public final class AlpacaArming implements Arming {
  private static final Logger LOG = LoggerFactory.getLogger(AlpacaArming.class);

  private final AlpacaAccounts accounts;
  private final FlagLedger ledger;
  private final InstantSource clock;

  /** {@code clock} is the host's. */
  public AlpacaArming(AlpacaAccounts accounts, FlagLedger ledger, InstantSource clock) {
    this.accounts = accounts;
    this.ledger = ledger;
    this.clock = clock;
  }

  @Override
  public Look look(LookRequest request) {
    AlpacaHttp http = accounts.http(request.account());
    BrokerFlags flags = FlagSetting.flags(http.settings().orThrow());
    List<Position> positions = http.positions().orThrow();
    List<Order> orders = http.openOrders().orThrow();
    return new Look(
        flags,
        (int) positions.stream().filter(p -> !request.scope().contains(p.symbol())).count(),
        (int) orders.stream().filter(o -> !request.scope().contains(o.symbol())).count(),
        known(request),
        clock.instant());
  }

  @Override
  public Outcome set(SetRequest request) {
    keep(request.before());
    Outcome outcome =
        new FlagSetting(accounts.http(request.account()), clock, AlpacaArming::sleep)
            .set(request.change());
    LOG.atInfo()
        .addKeyValue("account", request.account())
        .addKeyValue("change", request.change().describe())
        .addKeyValue("readBack", outcome.readBack())
        .log("the account's own guards at the broker: {}", outcome.detail());
    if (outcome.readBack()) {
      keepAfter(request);
    }
    return outcome;
  }

  /** Without the record nobody could take a flag of ours off without us, so none is set. */
  private void keep(FlagsRecord record) {
    try {
      ledger.write(record, host(record));
    } catch (IOException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(
          "the record of the broker's flags can't be written: " + e.getMessage());
    }
  }

  private void keepAfter(SetRequest request) {
    FlagsRecord after = request.after();
    try {
      if (after == null) {
        ledger.remove(request.account());
      } else {
        ledger.write(after, host(after));
      }
    } catch (IOException e) {
      // The older record says more of us than is true, which restores no less.
      LOG.atWarn()
          .addKeyValue("why", String.valueOf(e.getMessage()))
          .log("the record of the broker's flags could not be renewed");
    }
  }

  private String host(FlagsRecord record) {
    return String.valueOf(accounts.http(record.account()).endpoint().base().getHost());
  }

  private @Nullable FlagsRecord known(LookRequest request) {
    try {
      return ledger.read(request.account()).orElse(null);
    } catch (IOException e) {
      throw Fault.JOURNAL_UNAVAILABLE.failure(
          "the record of the broker's flags can't be read: " + e.getMessage());
    }
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Fault.BROKER_UNREACHABLE.failure("interrupted while reading the flags back");
    }
  }
}
