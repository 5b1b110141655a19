package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.Answer;
import io.tripline.simulator.fault.Effect;
import io.tripline.simulator.fault.Fault;
import io.tripline.workflows.broker.Reading;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class AccountReaderTest {
  @Test
  void readsOnWhileTheBrokerRefusesOtherMessages() {
    try (Rig rig = new Rig()) {
      rig.simulator
          .control()
          .inject(Fault.always(new Effect.RateLimited()).on(".*", "/v2/orders.*"));
      assertThat(rig.http.openOrders()).isInstanceOf(Answer.Failed.class);
      assertThat(new AccountReader(rig.http, InstantSource.system()).view())
          .isInstanceOf(Reading.Seen.class);
      assertThat(rig.accounts.hours(Rig.ACCOUNT).now()).isInstanceOf(Answer.Done.class);
    }
  }
}
