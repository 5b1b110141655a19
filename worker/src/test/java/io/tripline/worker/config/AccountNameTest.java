package io.tripline.worker.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.workflows.broker.AccountName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The account of a file that is refused: whoever halts it needs no more than its name. */
class AccountNameTest {
  @TempDir Path folder;

  private Optional<String> name(String text, Map<String, String> environment) throws IOException {
    Files.writeString(folder.resolve("tripline.yaml"), text);
    return new SettingsReader(environment, "osuser", folder).accountName().map(AccountName::value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "version: 7\naccount: {name: main}",
        "version: 1\naccount: {name: main, scope: 5, feed: best}\nlimits: {dailyLoss: 500 %}",
        "version: 1\naccount: {name: main, environment: live}\nlimitz: {}",
        "version: 1\napprovers: anna\naccount: {name: main}"
      })
  void isKnownWhateverElseIsWrong(String text) throws IOException {
    assertThat(name(text, Map.of())).contains("main");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no: [yaml",
        "version: 1",
        "version: 1\nacount: {name: main}",
        "version: 1\naccount: main",
        "version: 1\naccount: {name: Main Account}",
        "version: 1\naccount: {name: main, name: second}",
        "version: 1\naccount: {name: main, environment: papper}",
        "- a list"
      })
  void isNotGuessed(String text) throws IOException {
    assertThat(name(text, Map.of())).isEmpty();
  }

  @Test
  void isNotThatOfAnEnvironmentThatIsReplaced() throws IOException {
    String text = "version: 7\naccount: {name: main, environment: live}";
    assertThat(name(text, Map.of("TRIPLINE_BROKER", "paper"))).contains("paper");
    assertThat(name(text, Map.of("TRIPLINE_BROKER", "else"))).isEmpty();
  }
}
