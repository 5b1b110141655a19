package io.tripline.cli.broker;

/**
 * How to reach an account at the broker. Never written down, never printed.
 *
 * @param url base of the trading API, without a slash at the end
 * @param environment simulator, paper or live, for people
 */
public record BrokerAccess(String url, String keyId, String secretKey, String environment) {
  @Override
  public String toString() {
    return environment + " at " + url;
  }
}
