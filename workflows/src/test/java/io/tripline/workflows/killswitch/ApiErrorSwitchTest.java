package io.tripline.workflows.killswitch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiErrorSwitchTest {
  private static final Instant START = Instant.parse("2026-11-24T15:00:00Z");

  private final ApiErrorSwitch apiErrors = new ApiErrorSwitch();
  private Instant now = START;
  private int epoch = 1;
  private boolean stands;

  @Test
  void tripsAtTheFifthFailedTradingCallInARow() {
    assertThat(trips(trading(4, ApiCall.Outcome.FAILED))).isEmpty();
    List<SwitchStep.Trip> trips = trips(trading(1, ApiCall.Outcome.FAILED));
    assertThat(trips).singleElement().matches(trip -> trip.killSwitch() == KillSwitch.K3);
    assertThat(trips.get(0).observation().check()).isEqualTo(Check.FAIL);
    assertThat(trips.get(0).observation().inputs())
        .containsEntry("tradingInARow", "5")
        .containsEntry("lastFailure", "HTTP 503")
        .containsEntry("held.SPY", "140");
  }

  @Test
  void suspectsHalfWayBeforeItTrips() {
    assertThat(look(trading(2, ApiCall.Outcome.FAILED))).isEmpty();
    assertThat(look(trading(1, ApiCall.Outcome.FAILED)))
        .singleElement()
        .isInstanceOf(SwitchStep.Suspect.class);
  }

  @Test
  void oneAnswerEndsARunOfFailures() {
    look(trading(4, ApiCall.Outcome.FAILED));
    look(trading(1, ApiCall.Outcome.ANSWERED));
    assertThat(trips(trading(4, ApiCall.Outcome.FAILED))).isEmpty();
  }

  @Test
  void findsARunInTheMiddleOfWhatItWasNotLookingAt() {
    List<ApiCall> calls = new ArrayList<>(trading(5, ApiCall.Outcome.FAILED));
    calls.addAll(trading(3, ApiCall.Outcome.ANSWERED));
    assertThat(trips(calls)).hasSize(1);
  }

  @Test
  void tripsAtTheFirstRefusalOfTheKeys() {
    assertThat(trips(trading(1, ApiCall.Outcome.KEYS_REFUSED))).hasSize(1);
  }

  @Test
  void hasMorePatienceWithMarketDataThanWithTrading() {
    assertThat(trips(data(9, ApiCall.Outcome.FAILED))).isEmpty();
    assertThat(trips(data(1, ApiCall.Outcome.FAILED))).hasSize(1);
  }

  @Test
  void anAnswerOfTheDataHostIsNoHealthOfTheTradingHost() {
    for (int i = 0; i < 4; i++) {
      assertThat(trips(trading(1, ApiCall.Outcome.FAILED))).isEmpty();
      look(data(1, ApiCall.Outcome.ANSWERED));
    }
    assertThat(trips(trading(1, ApiCall.Outcome.FAILED))).hasSize(1);
  }

  @Test
  void ourOwnMistakesAndThrottlingAreNoOutage() {
    assertThat(look(trading(50, ApiCall.Outcome.ANSWERED)))
        .allMatch(step -> step instanceof SwitchStep.Lift);
    assertThat(look(trading(50, ApiCall.Outcome.THROTTLED))).isEmpty();
  }

  @Test
  void throttlingIsNoProofOfHealthEither() {
    look(trading(4, ApiCall.Outcome.FAILED));
    look(trading(3, ApiCall.Outcome.THROTTLED));
    assertThat(trips(trading(1, ApiCall.Outcome.FAILED))).hasSize(1);
  }

  @Test
  void tripsAtAFifthOfTheCallsOnceThereAreTwenty() {
    for (int i = 0; i < 4; i++) {
      assertThat(trips(trading(3, ApiCall.Outcome.ANSWERED))).isEmpty();
      assertThat(trips(trading(1, ApiCall.Outcome.FAILED))).as("of %s", 4 * i).isEmpty();
    }
    assertThat(trips(trading(4, ApiCall.Outcome.ANSWERED))).hasSize(1);
  }

  @Test
  void forgetsFailuresThatAreOlderThanTheWindow() {
    for (int i = 0; i < 4; i++) {
      look(trading(3, ApiCall.Outcome.FAILED));
      look(trading(1, ApiCall.Outcome.ANSWERED));
    }
    now = now.plus(Duration.ofMinutes(6));
    assertThat(trips(trading(30, ApiCall.Outcome.ANSWERED))).isEmpty();
  }

  @Test
  void tripsOnceWhileItStands() {
    assertThat(trips(trading(6, ApiCall.Outcome.FAILED))).hasSize(1);
    stands = true;
    assertThat(trips(trading(6, ApiCall.Outcome.FAILED))).isEmpty();
  }

  @Test
  void liftsItsSuspicionOnlyAfterTenGoodCallsInARow() {
    look(trading(6, ApiCall.Outcome.FAILED));
    stands = true;
    assertThat(look(trading(9, ApiCall.Outcome.ANSWERED))).isEmpty();
    assertThat(look(trading(1, ApiCall.Outcome.ANSWERED)))
        .singleElement()
        .isInstanceOf(SwitchStep.Lift.class);
    assertThat(apiErrors.check(moment())).isEqualTo(Check.PASS);
  }

  @Test
  void aResetStartsTheCountsAnew() {
    look(trading(6, ApiCall.Outcome.FAILED));
    epoch = 2;
    assertThat(trips(trading(4, ApiCall.Outcome.FAILED))).isEmpty();
    assertThat(trips(trading(1, ApiCall.Outcome.FAILED))).hasSize(1);
  }

  @Test
  void silenceIsUnknownAndNeverClean() {
    assertThat(look(trading(10, ApiCall.Outcome.ANSWERED)))
        .singleElement()
        .isInstanceOf(SwitchStep.Lift.class);
    now = now.plus(Duration.ofSeconds(61));
    assertThat(look(List.of()))
        .singleElement()
        .isInstanceOf(SwitchStep.Suspect.class)
        .matches(step -> step.observation().check() == Check.UNKNOWN);
    assertThat(apiErrors.check(moment())).isEqualTo(Check.UNKNOWN);
    assertThat(look(List.of())).isEmpty();
  }

  private List<SwitchStep.Trip> trips(List<ApiCall> calls) {
    List<SwitchStep.Trip> trips = new ArrayList<>();
    for (SwitchStep step : look(calls)) {
      if (step instanceof SwitchStep.Trip trip) {
        trips.add(trip);
      }
    }
    return trips;
  }

  private List<SwitchStep> look(List<ApiCall> calls) {
    return apiErrors.on(calls, moment());
  }

  private ApiErrorSwitch.Moment moment() {
    return new ApiErrorSwitch.Moment(
        ApiErrorLimits.DEFAULT, epoch, stands, Map.of("held.SPY", "140"), now, now);
  }

  private List<ApiCall> trading(int count, ApiCall.Outcome outcome) {
    return calls(ApiCall.Api.TRADING, count, outcome);
  }

  private List<ApiCall> data(int count, ApiCall.Outcome outcome) {
    return calls(ApiCall.Api.DATA, count, outcome);
  }

  private List<ApiCall> calls(ApiCall.Api api, int count, ApiCall.Outcome outcome) {
    List<ApiCall> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(
          new ApiCall(api, outcome, now, outcome == ApiCall.Outcome.ANSWERED ? "" : "HTTP 503"));
    }
    return calls;
  }
}
