package io.tripline.cli.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which account commands look at. */
class BrokerLookupTest {
  private static final Map<String, String> SOMEBODYS =
      Map.of("APCA_API_KEY_ID", "other", "APCA_API_SECRET_KEY", "hush");
  private static final Map<String, String> BOTH = new HashMap<>(SOMEBODYS);

  static {
    BOTH.put("MY_ID", "mine");
    BOTH.put("MY_SECRET", "hush");
  }

  @TempDir Path data;

  private void file(String text) throws IOException {
    Files.writeString(data.resolve("tripline.yaml"), "version: 1\n" + text);
  }

  private void paper() throws IOException {
    file(
        """
        account:
          name: main
          environment: paper
          scope: [SPY]
          keys: {id: "env:MY_ID", secret: "env:MY_SECRET"}
        """);
  }

  private void runs(boolean lives, String account, String environment, boolean simulator)
      throws IOException {
    ProcessHandle self = ProcessHandle.current();
    new RunState(
            1,
            self.pid(),
            lives ? RunState.startOf(self) : Instant.parse("2020-01-01T00:00:00Z"),
            account,
            environment,
            false,
            false,
            new RunState.TemporalAt("127.0.0.1:7233", "default", "", true),
            simulator ? new RunState.SimulatorAt("http://127.0.0.1:8089", "sim", "hush") : null,
            List.of())
        .write(data);
  }

  private BrokerLookup find(Map<String, String> environment, @Nullable String wanted) {
    return BrokerLookup.find(
        Installation.find(data, data.resolve("tripline.yaml"), Map.of()),
        environment,
        wanted == null ? null : new AccountName(wanted));
  }

  private String key(Map<String, String> environment) {
    BrokerLookup found = find(environment, null);
    assertThat(found).isInstanceOf(BrokerLookup.At.class);
    return BrokerAccess.of(found).keyId() + " " + BrokerAccess.of(found);
  }

  @Test
  void theConfiguredAccountWithItsScopeWhateverTheVariablesName() throws IOException {
    paper();

    assertThat(key(BOTH)).isEqualTo("mine paper at https://paper-api.alpaca.markets");
    assertThat(((BrokerLookup.At) find(BOTH, "main")).scope()).map(Scope::describe).contains("SPY");
  }

  @Test
  void configuredKeysThatCannotBeReadLeaveItUnknown() throws IOException {
    paper();

    assertThat(find(SOMEBODYS, null))
        .isInstanceOfSatisfying(
            BrokerLookup.Closed.class, closed -> assertThat(closed.why()).contains("MY_ID"));
  }

  @Test
  void aRunThatIsOverSaysNothing() throws IOException {
    paper();
    runs(false, "main", "simulator", true);

    assertThat(key(BOTH)).startsWith("mine paper");
  }

  @Test
  void theSimulatorOfWhatRuns() throws IOException {
    file("account: {name: main}\n");
    runs(true, "main", "simulator", true);

    assertThat(key(SOMEBODYS)).isEqualTo("sim simulator at http://127.0.0.1:8089");
  }

  @Test
  void whatRunsAtAnotherBrokerThanTheFileSays() throws IOException {
    file("account: {name: main, keys: {id: 'env:MY_ID', secret: 'env:MY_SECRET'}}\n");
    runs(true, "paper", "paper", false);

    assertThat(key(BOTH)).isEqualTo("mine paper at https://paper-api.alpaca.markets");
    assertThat(find(BOTH, "paper")).isInstanceOf(BrokerLookup.At.class);
  }

  @Test
  void anotherAccountThanTheNamedOneIsNotShownForIt() throws IOException {
    paper();

    assertThat(find(BOTH, "second")).isInstanceOf(BrokerLookup.Closed.class);
  }

  @Test
  void theVariablesWhereNoFileCanBeRead() throws IOException {
    assertThat(key(SOMEBODYS)).isEqualTo("other paper at https://paper-api.alpaca.markets");

    file("limits: [no, limits]\n");
    assertThat(key(SOMEBODYS)).startsWith("other paper");
    assertThat(find(Map.of(), null)).isInstanceOf(BrokerLookup.Closed.class);
  }

  @Test
  void nothingIsNoAccountAndASimulatorThatIsGoneIsAnUnknownOne() throws IOException {
    assertThat(find(Map.of(), null)).isInstanceOf(BrokerLookup.Nowhere.class);

    runs(false, "sim", "simulator", true);
    assertThat(find(Map.of(), null)).isInstanceOf(BrokerLookup.Closed.class);
  }
}
