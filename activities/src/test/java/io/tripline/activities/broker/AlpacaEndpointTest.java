package io.tripline.activities.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlpacaEndpointTest {
  private static final AccountName MAIN = new AccountName("main");

  @Test
  void opensTheLiveHostOnlyWithBothConfirmations() {
    assertThat(AlpacaEndpoint.live(MAIN, true, "main").base())
        .isEqualTo(URI.create("https://api.alpaca.markets"));
    assertThatThrownBy(() -> AlpacaEndpoint.live(MAIN, false, "main"))
        .hasMessageContaining("environment: live");
    assertThatThrownBy(() -> AlpacaEndpoint.live(MAIN, true, null)).hasMessageContaining("main");
    assertThatThrownBy(() -> AlpacaEndpoint.live(MAIN, true, "other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.alpaca.markets, PAPER",
    "https://api.alpaca.markets, SIMULATOR",
    "https://API.Alpaca.Markets/v2, SIMULATOR",
    "https://paper-api.alpaca.markets, LIVE",
    "http://127.0.0.1:9000, PAPER",
    "ftp://127.0.0.1, SIMULATOR",
    "http://user@127.0.0.1, SIMULATOR",
    "http://127.0.0.1/proxy, SIMULATOR",
    "nonsense, SIMULATOR"
  })
  void refusesAnAddressThatDoesNotFitTheEnvironment(String url, Environment environment) {
    assertThatThrownBy(() -> AlpacaEndpoint.at(URI.create(url), environment, MAIN, true, "main"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void takesTheBaseUrlOfTheEcosystemWithOrWithoutItsVersion() {
    assertThat(
            AlpacaEndpoint.at(
                    URI.create("https://paper-api.alpaca.markets/v2/"),
                    Environment.PAPER,
                    MAIN,
                    false,
                    null)
                .base())
        .isEqualTo(URI.create("https://paper-api.alpaca.markets"));
    assertThat(AlpacaEndpoint.paper().feed()).isEqualTo("iex");
  }

  @Test
  void neverPrintsKeys() {
    assertThat(new AlpacaCredentials("PKSECRETID", "verysecret").toString())
        .doesNotContain("PKSECRETID", "verysecret");
  }
}
