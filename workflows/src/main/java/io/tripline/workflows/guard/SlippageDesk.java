package io.tripline.workflows.guard;

import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import io.tripline.workflows.account.AccountPolicy;
import io.tripline.workflows.fault.Fault;
import io.tripline.workflows.fills.FillStatistics;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.killswitch.Check;
import io.tripline.workflows.killswitch.KillSwitch;
import io.tripline.workflows.killswitch.Ladder;
import io.tripline.workflows.killswitch.Observation;
import io.tripline.workflows.killswitch.SlippageJudgement;
import io.tripline.workflows.killswitch.TripLevel;
import io.tripline.workflows.slippage.FillSample;
import io.tripline.workflows.slippage.SlippageFinding;
import io.tripline.workflows.slippage.SlippageLabel;
import io.tripline.workflows.slippage.SlippageLimits;
import io.tripline.workflows.slippage.SlippageStatistics;
import io.tripline.workflows.slippage.SlippageWindow;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The slippage switch: takes the sessions' fills, keeps their window, trips. One costly fill is
 * confirmed first, and entries are refused meanwhile. For workflow threads.
 */
final class SlippageDesk {
  private static final String CHANGE = "slippage-review";

  /** The limits of a probation outlive a block of entries. */
  private static final String PROBATION = "blocks-leave-probation";

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final int SHOWN = 10;

  private final GuardBooks books;
  private final TripDesk trips;
  private final SlippageAlarm alarm;
  private boolean known;

  /**
   * Nothing is taken yet.
   *
   * @param carried true where the sum came with the run before
   */
  SlippageDesk(GuardBooks books, TripDesk trips, AlarmDesk alarms, boolean carried) {
    this.books = books;
    this.known = carried;
    this.trips = trips;
    this.alarm = new SlippageAlarm(books, alarms);
  }

  void begin() {
    alarm.begin();
    books.rules.ask(CHANGE, 1);
    known |= !reviews();
    books.rules.ask(PROBATION, 1);
  }

  private boolean reviews() {
    return books.rules.at(CHANGE) >= 1;
  }

  /**
   * Takes up the sum that the journal knows of; fills that came before it was read count on top.
   *
   * @param sum as it stands in its entry; null where no fill is on record
   */
  void remember(@Nullable String sum, AccountPolicy policy) {
    known = true;
    if (!reviews()) {
      return;
    }
    if (sum != null) {
      figure(sum)
          .ifPresentOrElse(
              past -> books.slippage = books.slippage.onTopOf(past, policy.limits().slippage()),
              () ->
                  books.note(
                      "the cumulative sum of slippage on record can't be read: it begins anew"));
    }
    if (!books.slippage.fills().isEmpty()) {
      record(limits(books, policy), policy);
    }
  }

  private static OptionalDouble figure(String sum) {
    try {
      double figure = new BigDecimal(sum).doubleValue();
      return Double.isFinite(figure) && figure >= 0
          ? OptionalDouble.of(figure)
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty();
    }
  }

  /** A reset went through: it may have been the review of this switch's own halt. */
  void lifted(@Nullable Trip standing, ResetRequest request, AccountPolicy policy) {
    if (standing != null) {
      SlippageReview.of(standing, request).ifPresent(why -> anew(standing.incident(), why, policy));
    }
  }

  /** Each incident sets the sum back once: what came after its end outlives the signature. */
  void incidentSays(IncidentNotice notice, @Nullable AccountPolicy policy) {
    if (policy != null && !notice.incident().equals(books.slippage.reviewed())) {
      SlippageReview.of(notice).ifPresent(why -> anew(notice.incident(), why, policy));
    }
  }

  /** Before the journal was read nobody knows what would be set back. */
  private void anew(String incident, String why, AccountPolicy policy) {
    if (!reviews() || !known) {
      return;
    }
    String before = SlippageStatistics.of(books.slippage).cusum().toPlainString();
    books.slippage = books.slippage.anew(incident);
    record(
        limits(books, policy),
        policy,
        incident,
        "cumulative sum of slippage begins anew after " + before + ", " + why + ": ");
    books.show();
  }

  /** Takes a fill; the same order twice counts once. */
  void take(FillSample sample, AccountPolicy policy) {
    if (books.slippage.knows(sample.order())) {
      return;
    }
    SlippageLimits limits = limits(books, policy);
    // The sum counts against the configured means, which probation does not halve.
    books.slippage = books.slippage.with(sample, books.halts.epoch(), policy.limits().slippage());
    record(limits, policy);
    switch (SlippageFinding.of(books.slippage, books.halts.epoch(), limits)) {
      case SlippageFinding.Quiet() -> {
        // What people should look at anyway stands in the label.
      }
      case SlippageFinding.InARow(List<FillSample> fills) ->
          trip(
              inARow(fills, limits),
              "%d fills in a row cost more than %s bps: %s"
                  .formatted(fills.size(), limits.inARow().toPlainString(), costs(fills)),
              policy);
      case SlippageFinding.Confirm(FillSample fill) ->
          books.duties.start("confirm a costly fill", () -> confirm(fill, limits, policy));
    }
    alarm.sound(view(books, policy), policy);
    books.show();
  }

  private void confirm(FillSample fill, SlippageLimits limits, AccountPolicy policy) {
    Observation seen = single(fill, limits);
    int epoch = books.halts.epoch();
    books.confirming = fill.order().value();
    try {
      SlippageJudgement judgement = judge(fill, seen, policy);
      books.record(
          EntryKind.VERDICT,
          null,
          "order %s cost %s bps, %s: %s"
              .formatted(
                  fill.order(),
                  SlippageStatistics.words(fill.executionBps()),
                  judgement.confirmed() ? "confirmed" : "NOT confirmed, one fill trips nothing",
                  judgement.summary()),
          Map.of("clientOrderId", fill.order().value(), "checks", checks(judgement)));
      if (judgement.confirmed() && epoch == books.halts.epoch()) {
        trip(
            seen,
            "one fill cost %s bps, more than %s: %s"
                .formatted(
                    SlippageStatistics.words(fill.executionBps()),
                    limits.fill().toPlainString(),
                    judgement.summary()),
            policy);
      }
    } finally {
      books.confirming = null;
      books.show();
    }
  }

  private static SlippageJudgement judge(FillSample fill, Observation seen, AccountPolicy policy) {
    try {
      return Workflow.newActivityStub(
              SlippageInquiry.class, Policies.slippageInquiry(policy.limits().verdictWithin()))
          .judge(new SlippageInquiry.SlippageQuestion(policy, fill, seen));
    } catch (ActivityFailure e) {
      return new SlippageJudgement(false, List.of(), "no verdict in time: " + Fault.detailOf(e));
    }
  }

  private void trip(Observation seen, String reason, AccountPolicy policy) {
    Trip standing = books.halts.trip();
    if (books.halts.tripped() && standing != null && standing.killSwitch() == KillSwitch.K4) {
      return;
    }
    trips.trip(
        new TripRequest(
            books.account,
            "trip-K4-" + books.halts.epoch(),
            KillSwitch.K4,
            TripLevel.STOP,
            seen,
            "the guard",
            reason,
            null),
        policy);
    record(limits(books, policy), policy);
  }

  /** The figures for the archive; the live report is made of these entries. */
  private void record(SlippageLimits limits, AccountPolicy policy) {
    Trip trip = books.halts.trip();
    String incident = trip != null && trip.killSwitch() == KillSwitch.K4 ? trip.incident() : null;
    record(limits, policy, incident, "slippage: ");
  }

  private void record(
      SlippageLimits limits, AccountPolicy policy, @Nullable String incident, String begin) {
    SlippageStatistics statistics = SlippageStatistics.of(books.slippage);
    SlippageLabel label = SlippageLabel.of(statistics, latest(books.slippage), limits);
    Map<String, String> data = new LinkedHashMap<>(statistics.data());
    if (!known) {
      // A sum without its past must not be taken for the whole one.
      data.remove(SlippageStatistics.CUSUM);
    }
    data.put("grade", label.grade().name());
    data.put("label", label.sentence());
    data.put("limitFillBps", limits.fill().toPlainString());
    data.put("limitInARowBps", limits.inARow().toPlainString());
    data.put("fillsInARow", String.valueOf(limits.fillsInARow()));
    data.put("investigateAboveBps", limits.mean().toPlainString());
    data.put("baselineBps", limits.baseline().toPlainString());
    data.put("epoch", String.valueOf(books.halts.epoch()));
    data.put("configuration", policy.configurationHash());
    data.putAll(FillStatistics.of(books.fills, policy.limits().fills()).data());
    books.record(
        EntryKind.SLIPPAGE,
        incident,
        begin + statistics.sentence() + "; " + label.sentence(),
        data);
  }

  /** What people and procedures see. */
  static SlippageView view(GuardBooks books, AccountPolicy policy) {
    SlippageWindow window = books.slippage;
    SlippageStatistics statistics = SlippageStatistics.of(window);
    SlippageLimits limits = limits(books, policy);
    List<SlippageWindow.Taken> fills = window.fills();
    return new SlippageView(
        statistics,
        SlippageLabel.of(statistics, latest(window), limits),
        limits,
        fills.subList(Math.max(0, fills.size() - SHOWN), fills.size()).stream()
            .map(SlippageWindow.Taken::sample)
            .toList(),
        FillsView.of(books.fills, policy.limits().fills()));
  }

  private static SlippageLimits limits(GuardBooks books, AccountPolicy policy) {
    SlippageLimits limits = policy.limits().slippage();
    // A block of entries is shown in its place, and does not end it.
    Ladder shown = books.rules.at(PROBATION) >= 1 ? books.halts.base() : books.halts.ladder();
    return shown == Ladder.PROBATION ? limits.times(HALF) : limits;
  }

  private static @Nullable FillSample latest(SlippageWindow window) {
    return window.fills().isEmpty() ? null : window.fills().get(window.fills().size() - 1).sample();
  }

  private Observation inARow(List<FillSample> fills, SlippageLimits limits) {
    Map<String, String> inputs = new LinkedHashMap<>();
    fills.forEach(fill -> inputs.put(fill.order().value(), plain(fill)));
    inputs.put("fillsInARow", String.valueOf(limits.fillsInARow()));
    return seen(
        costs(fills) + " bps",
        "%s bps, %d in a row".formatted(limits.inARow().toPlainString(), limits.fillsInARow()),
        inputs,
        fills.get(fills.size() - 1));
  }

  private Observation single(FillSample fill, SlippageLimits limits) {
    return seen(
        SlippageStatistics.words(fill.executionBps()) + " bps",
        limits.fill().toPlainString() + " bps",
        Map.of(fill.order().value(), plain(fill)),
        fill);
  }

  private Observation seen(
      String reading, String limit, Map<String, String> inputs, FillSample latest) {
    return new Observation(
        KillSwitch.K4, Check.FAIL, reading, limit, inputs, latest.marketAt(), books.now());
  }

  private static String costs(List<FillSample> fills) {
    return String.join(
        ", ", fills.stream().map(f -> SlippageStatistics.words(f.executionBps())).toList());
  }

  private static String plain(FillSample fill) {
    BigDecimal cost = fill.executionBps();
    return cost == null ? "unknown" : cost.toPlainString();
  }

  private static String checks(SlippageJudgement judgement) {
    return String.join(
        ", ", judgement.checks().stream().map(c -> c.id() + " " + c.check()).toList());
  }
}
