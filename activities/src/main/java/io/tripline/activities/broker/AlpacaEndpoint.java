package io.tripline.activities.broker;

import io.tripline.workflows.account.Environment;
import io.tripline.workflows.broker.AccountName;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where the broker is. An instance for the live host exists only with both confirmations, so that
 * no other part has to ask.
 */
public final class AlpacaEndpoint {
  private static final String LIVE_HOST = "api.alpaca.markets";
  private static final String PAPER_HOST = "paper-api.alpaca.markets";
  private static final URI DATA = URI.create("https://data.alpaca.markets");
  private static final URI DATA_STREAM = URI.create("https://stream.data.alpaca.markets");

  private final Environment environment;
  private final URI base;
  private final URI data;
  private final @Nullable String feed;
  private final boolean streams;

  private AlpacaEndpoint(Environment environment, URI base, URI data, @Nullable String feed) {
    this(environment, base, data, feed, false);
  }

  private AlpacaEndpoint(
      Environment environment, URI base, URI data, @Nullable String feed, boolean streams) {
    this.environment = environment;
    this.base = base;
    this.data = data;
    this.feed = feed;
    this.streams = streams;
  }

  /**
   * A simulated broker that serves trading and data at one origin. Throws {@link
   * IllegalArgumentException} for a host of Alpaca's.
   */
  public static AlpacaEndpoint simulator(URI url) {
    URI origin = origin(url);
    if (hostOf(origin).endsWith("alpaca.markets")) {
      throw new IllegalArgumentException(
          "base URL: " + hostOf(origin) + " is a host of Alpaca's, not a simulator");
    }
    return new AlpacaEndpoint(Environment.SIMULATOR, origin, origin, null);
  }

  /** Alpaca's paper host, with the data feed that free keys may read. */
  public static AlpacaEndpoint paper() {
    return new AlpacaEndpoint(Environment.PAPER, URI.create("https://" + PAPER_HOST), DATA, "iex");
  }

  /**
   * Alpaca's live host: real money. Throws {@link IllegalArgumentException} unless the
   * configuration says {@code environment: live} and a start flag repeats the account's name.
   */
  public static AlpacaEndpoint live(
      AccountName account, boolean configuredLive, @Nullable String repeatedName) {
    if (!configuredLive) {
      throw new IllegalArgumentException(
          "live: the configuration of account " + account + " must say environment: live");
    }
    if (!account.value().equals(repeatedName)) {
      throw new IllegalArgumentException(
          "live: repeat the account's name, " + account + ", in the start flag");
    }
    return new AlpacaEndpoint(Environment.LIVE, URI.create("https://" + LIVE_HOST), DATA, "iex");
  }

  /**
   * The endpoint for an address such as {@code APCA_API_BASE_URL}'s. Throws {@link
   * IllegalArgumentException} where address and environment disagree or live is not confirmed.
   */
  public static AlpacaEndpoint at(
      URI url,
      Environment environment,
      AccountName account,
      boolean configuredLive,
      @Nullable String repeatedName) {
    return switch (environment) {
      case SIMULATOR -> simulator(url);
      case PAPER -> {
        requireHost(url, PAPER_HOST, "paper");
        yield paper();
      }
      case LIVE -> {
        requireHost(url, LIVE_HOST, "live");
        yield live(account, configuredLive, repeatedName);
      }
    };
  }

  /** The same endpoint reading another feed: {@code iex}, {@code sip} or {@code delayed_sip}. */
  public AlpacaEndpoint withFeed(String other) {
    return new AlpacaEndpoint(environment, base, data, other, streams);
  }

  /** The same endpoint, whose streams the watch listens to or not; unless said, it does not. */
  public AlpacaEndpoint withStreams(boolean listen) {
    return new AlpacaEndpoint(environment, base, data, feed, listen);
  }

  /** True where the watch listens to the account's streams beside REST. */
  public boolean streams() {
    return streams;
  }

  /** Origin of the market-data stream, without {@code /v2}. */
  URI dataStream() {
    return environment == Environment.SIMULATOR ? base : DATA_STREAM;
  }

  /** Where the account lives. */
  public Environment environment() {
    return environment;
  }

  /** Origin of the Trading API, without {@code /v2}. */
  public URI base() {
    return base;
  }

  /** Origin of the market-data API, without {@code /v2}. */
  public URI data() {
    return data;
  }

  /** The {@code feed} parameter of market data; null asks for none. */
  public @Nullable String feed() {
    return feed;
  }

  @Override
  public String toString() {
    return environment.name().toLowerCase(Locale.ROOT) + " " + base;
  }

  private static void requireHost(URI url, String host, String environment) {
    if (!hostOf(origin(url)).equals(host)) {
      throw new IllegalArgumentException(
          "base URL: must be https://" + host + " for " + environment + ", was " + url);
    }
  }

  private static URI origin(URI url) {
    String scheme = url.getScheme();
    if (scheme == null
        || url.getHost() == null
        || url.getUserInfo() != null
        || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IllegalArgumentException("base URL: must be http(s)://host[:port], was " + url);
    }
    String path = url.getPath() == null ? "" : url.getPath().replaceAll("/+$", "");
    if (!path.isEmpty() && !path.equals("/v2")) {
      throw new IllegalArgumentException("base URL: must have no path, was " + url);
    }
    return URI.create(scheme + "://" + url.getRawAuthority());
  }

  private static String hostOf(URI url) {
    return String.valueOf(url.getHost()).toLowerCase(Locale.ROOT);
  }
}
