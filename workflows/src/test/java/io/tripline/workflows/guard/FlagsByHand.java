package io.tripline.workflows.guard;

import io.tripline.workflows.arming.Arming;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsChange;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The account's flags at a broker by hand, with people who are told. */
final class FlagsByHand implements Arming, Notifier {
  final List<SetRequest> asked = new CopyOnWriteArrayList<>();
  final List<Notice> told = new CopyOnWriteArrayList<>();
  volatile BrokerFlags flags = new BrokerFlags(false, "4", false);
  volatile int ordersOutside;
  volatile @Nullable FlagsRecord record;

  /** Changes are taken, and never show. */
  volatile boolean stuck;

  volatile boolean unreachable;

  /** Runs as a change is asked for, before it shows. */
  volatile Runnable whenAsked = () -> {};

  @Override
  public Look look(LookRequest request) {
    if (unreachable) {
      throw Fault.BROKER_UNREACHABLE.failure("by hand");
    }
    return new Look(flags, 0, ordersOutside, record, Instant.EPOCH);
  }

  @Override
  public Outcome set(SetRequest request) {
    whenAsked.run();
    asked.add(request);
    record = request.before();
    if (stuck) {
      return new Outcome(false, flags, "not read back: stuck by hand", Instant.EPOCH);
    }
    flags = after(flags, request.change());
    record = request.after();
    return new Outcome(true, flags, flags.describe(), Instant.EPOCH);
  }

  @Override
  public Delivery tell(Notice notice) {
    told.add(notice);
    return new Delivery(true, "by hand", "");
  }

  private static BrokerFlags after(BrokerFlags before, FlagsChange change) {
    Boolean shorting = change.noShorting();
    String margin = change.maxMarginMultiplier();
    Boolean suspend = change.suspendTrade();
    return new BrokerFlags(
        shorting == null ? before.noShorting() : shorting,
        margin == null ? before.maxMarginMultiplier() : margin,
        suspend == null ? before.suspendTrade() : suspend);
  }
}
