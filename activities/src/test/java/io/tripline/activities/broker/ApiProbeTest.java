package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.simulator.BrokerSimulator;
import io.tripline.simulator.SimulatorOptions;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.incident.ApiHealth;
import io.tripline.workflows.incident.ProbedCall;
import io.tripline.workflows.incident.StatusPageView;
import io.tripline.workflows.killswitch.Check;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The test of the API and the reading of its status page, against the simulator. */
class ApiProbeTest {
  private static final Fault OUT =
      Fault.always(new Effect.Answer(503, "<html/>", "text/html")).on(".*", "/v2/.*");
  private BrokerSimulator simulator;
  private ApiProbe probe;

  @BeforeEach
  void begin() throws IOException {
    simulator = BrokerSimulator.start(SimulatorOptions.defaults().withRequestsPerMinute(0));
    probe =
        new ApiProbe(
            simulator.url(),
            new AlpacaCredentials(simulator.keyId(), simulator.secretKey()),
            simulator.url(),
            InstantSource.system());
  }

  @AfterEach
  void end() {
    simulator.close();
  }

  @Test
  void aHealthyApiPassesWithLatencyAndRequestIds() {
    ApiHealth health = probe.test(2, Duration.ofMillis(50));
    assertThat(health.check()).isEqualTo(Check.PASS);
    assertThat(health.tests()).isEqualTo(2);
    assertThat(health.calls())
        .extracting(ProbedCall::call)
        .containsExactly("GET /v2/clock", "GET /v2/account");
    assertThat(health.calls()).allMatch(call -> !call.requestId().isEmpty());
    assertThat(health.marketOpen()).isNotNull();
    assertThat(health.page().check()).isEqualTo(Check.PASS);
  }

  @Test
  void serverErrorsFailWhateverThePageSays() {
    simulator.control().inject(OUT);
    ApiHealth health = probe.test(2, Duration.ofMillis(50));
    assertThat(health.check()).isEqualTo(Check.FAIL);
    assertThat(health.page().check()).isEqualTo(Check.PASS);
    assertThat(health.marketOpen()).isNull();
    assertThat(health.sentence()).contains("HTTP 503");
  }

  @Test
  void refusedKeysFail() {
    simulator.control().inject(Fault.always(new Effect.Unauthorized()).on(".*", "/v2/.*"));
    ApiHealth health = probe.test(1, Duration.ZERO);
    assertThat(health.calls())
        .allMatch(call -> call.fault() == io.tripline.workflows.fault.Fault.UNAUTHORISED);
  }

  @Test
  void oneGoodAnswerBetweenFailuresIsNoHealth() {
    simulator.control().inject(OUT.on("GET", "/v2/account").times(1));
    assertThat(probe.test(2, Duration.ofMillis(50)).check()).isEqualTo(Check.FAIL);
    assertThat(probe.test(2, Duration.ofMillis(50)).check()).isEqualTo(Check.PASS);
  }

  @Test
  void aComponentThatIsDownIsReadThoughTheIndicatorSaysNone() {
    simulator.control().statusPage().write("Orders API", "partial_outage");
    StatusPageView page = new StatusPages().read(simulator.url());
    assertThat(page.indicator()).isEqualTo("none");
    assertThat(page.check()).isEqualTo(Check.FAIL);
    assertThat(page.troubled()).containsExactly("Orders API: partial_outage");
  }

  @Test
  void aMajorIndicatorFailsThoughEveryComponentSaysOperational() {
    simulator.control().statusPage().indicate("major");
    assertThat(new StatusPages().read(simulator.url()).check()).isEqualTo(Check.FAIL);
  }

  @Test
  void aPageThatCannotBeReadIsUnknownAndNeverWell() {
    StatusPages pages = new StatusPages();
    simulator.control().inject(Fault.always(new Effect.Answer(200, "<html/>", "text/html")));
    assertThat(pages.read(simulator.url()).check()).isEqualTo(Check.UNKNOWN);
    simulator.control().clearFaults();
    simulator
        .control()
        .inject(
            Fault.always(
                new Effect.Answer(
                    200,
                    "{\"components\":[{\"name\":\"Orders API\",\"status\":\"operational\"}],"
                        + "\"status\":{\"indicator\":null}}",
                    "application/json")));
    assertThat(pages.read(simulator.url()).check()).isEqualTo(Check.UNKNOWN);
    assertThat(pages.read(URI.create("http://127.0.0.1:9")).check()).isEqualTo(Check.UNKNOWN);
  }
}
