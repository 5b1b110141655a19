package io.tripline.worker.config;

import io.tripline.workflows.account.ArmingChoice;
import io.tripline.workflows.account.Environment;
import io.tripline.workflows.account.Ownership;
import io.tripline.workflows.account.Trader;
import io.tripline.workflows.broker.AccountName;
import io.tripline.workflows.broker.Scope;
import io.tripline.workflows.broker.Symbol;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code account} and what the environment says of it. */
final class AccountReader {
  private static final String ENVIRONMENTS = "must be simulator, paper or live";
  private static final String URL = "must be http://host:port of a simulator";
  private static final String STATUS_PAGE =
      "must be the address of a status page such as https://status.alpaca.markets";

  /** Orders of a pair say {@code BTC/USD}, its position says {@code BTCUSD}. */
  static final String SYMBOLS =
      "must be a symbol in capitals such as SPY, and no crypto pair: those are not guarded";

  private static final List<String> FEEDS = List.of("iex", "sip", "delayed_sip");
  private final Map<String, String> environment;
  private final Problems problems;
  private final List<String> notes;

  AccountReader(Map<String, String> environment, Problems problems, List<String> notes) {
    this.environment = environment;
    this.problems = problems;
    this.notes = notes;
  }

  AccountSettings read(Section account, Symbol traded) {
    Environment written =
        account.value(
            "environment", Environment.SIMULATOR, ENVIRONMENTS, AccountReader::environment);
    Environment chosen = override(written);
    boolean replaced = chosen != written;
    AccountName usual = new AccountName(chosen == Environment.SIMULATOR ? "sim" : "paper");
    AccountName name =
        account.value(
            "name", usual, "must be a-z, 0-9 and -, at most 40 characters", AccountName::new);
    if (chosen == Environment.LIVE && !account.has("name")) {
      account.problem("name", "is missing: a live account must be named");
    }
    Scope scope = scope(account, replaced ? Environment.SIMULATOR : chosen);
    if (replaced && chosen == Environment.PAPER && scope.symbols().isEmpty()) {
      scope = new Scope(List.of(traded));
    }
    Ownership ownership = ownership(account);
    if (!ownership.foreign() && !scope.contains(traded)) {
      account.problem("scope", "must contain session.symbol, " + traded);
    }
    Section keys = account.section("keys");
    KeySource id =
        keys.hidden(
            "id",
            new KeySource.FromEnvironment("APCA_API_KEY_ID"),
            KeySource.ALLOWED,
            KeySource::parse);
    KeySource secret =
        keys.hidden(
            "secret",
            new KeySource.FromEnvironment("APCA_API_SECRET_KEY"),
            KeySource.ALLOWED,
            KeySource::parse);
    keys.refuseOthers();
    URI url = url(account, chosen, replaced);
    @Nullable URI statusPage =
        account.value("statusPage", null, STATUS_PAGE, AccountReader::statusPage);
    String feed = account.value("feed", "iex", "must be iex, sip or delayed_sip", this::feed);
    // The broker has one place for an account's trade stream: the other program may need it.
    boolean usually = ownership.trader() == Trader.TRIPLINE;
    boolean streams = account.value("streams", usually, "must be on or off", Amounts::yesNo);
    account.refuseOthers();
    return new AccountSettings(
        replaced ? usual : name,
        chosen,
        scope,
        id,
        secret,
        url,
        statusPage,
        feed,
        streams,
        ownership);
  }

  private static Ownership ownership(Section account) {
    return new Ownership(
        account.value(
            "trader",
            AccountSettings.USUAL.trader(),
            "must be tripline or other",
            text -> word(text, Trader.values())),
        // YAML readers of other programs take a bare on or off for true or false.
        account.value(
            "arming",
            AccountSettings.USUAL.arming(),
            "must be on, off or auto",
            text -> word(text, ArmingChoice.values())));
  }

  private static <E extends Enum<E>> E word(String text, E[] values) {
    return Arrays.stream(values)
        .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** A replaced environment gets a name of its own: guards of two accounts must never be one. */
  private Environment override(Environment written) {
    String word = environment.getOrDefault("TRIPLINE_BROKER", "");
    return switch (word) {
      case "" -> written;
      case "simulator" -> Environment.SIMULATOR;
      case "paper" -> Environment.PAPER;
      default -> {
        problems.add("TRIPLINE_BROKER", 0, "must be simulator or paper, was " + word);
        yield written;
      }
    };
  }

  private static Environment environment(String text) {
    for (Environment each : Environment.values()) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
        return each;
      }
    }
    throw new IllegalArgumentException(ENVIRONMENTS);
  }

  private static Scope scope(Section account, Environment at) {
    boolean real = at != Environment.SIMULATOR;
    if (!account.has("scope")) {
      if (real) {
        account.problem("scope", "is missing: name the symbols to guard and close, such as [SPY]");
      }
      return Scope.EVERYTHING;
    }
    if (account.isWord("scope", "everything")) {
      if (real) {
        account.problem("scope", "must name the symbols with real keys, such as [SPY]");
      }
      return Scope.EVERYTHING;
    }
    List<Symbol> symbols = account.list("scope", SYMBOLS, Symbol::guarded);
    if (symbols.isEmpty()) {
      account.problem("scope", "must be everything, or name one symbol at least");
    }
    return new Scope(symbols);
  }

  private @Nullable URI url(Section account, Environment at, boolean replaced) {
    @Nullable URI written = account.value("url", null, URL, AccountReader::origin);
    if (written != null && at != Environment.SIMULATOR && !replaced) {
      account.problem("url", "is for simulators only; Alpaca's hosts are fixed");
    }
    String word = environment.getOrDefault("APCA_API_BASE_URL", "");
    if (word.isBlank()) {
      return at == Environment.SIMULATOR ? written : null;
    }
    return switch (at) {
      case SIMULATOR -> simulator(word, written);
      case PAPER -> requireHost(word, "paper-api.alpaca.markets");
      case LIVE -> requireHost(word, "api.alpaca.markets");
    };
  }

  private @Nullable URI simulator(String word, @Nullable URI written) {
    if (word.contains("alpaca.markets")) {
      notes.add("APCA_API_BASE_URL names Alpaca and is ignored: the account is simulated.");
      return written;
    }
    try {
      return origin(word);
    } catch (IllegalArgumentException e) {
      problems.add("APCA_API_BASE_URL", 0, URL + ", was " + word);
      return written;
    }
  }

  private @Nullable URI requireHost(String word, String host) {
    if (!word.matches("https://" + host.replace(".", "\\.") + "(/v2)?/?")) {
      problems.add(
          "APCA_API_BASE_URL", 0, "must be https://" + host + " for this account, was " + word);
    }
    return null;
  }

  private static URI statusPage(String text) {
    URI page = URI.create(text.replaceAll("/+$", ""));
    if (!String.valueOf(page.getScheme()).matches("https?")
        || page.getHost() == null
        || page.getUserInfo() != null
        || page.getQuery() != null
        || page.getFragment() != null) {
      throw new IllegalArgumentException(STATUS_PAGE);
    }
    return page;
  }

  private static URI origin(String text) {
    URI url = URI.create(text.replaceAll("/+$", ""));
    if (!String.valueOf(url.getScheme()).matches("https?")
        || url.getHost() == null
        || url.getUserInfo() != null
        || !String.valueOf(url.getRawPath()).isEmpty()
        || url.getHost().endsWith("alpaca.markets")) {
      throw new IllegalArgumentException(URL);
    }
    return url;
  }

  private String feed(String text) {
    if (!FEEDS.contains(text)) {
      throw new IllegalArgumentException("unknown feed");
    }
    return text;
  }
}
