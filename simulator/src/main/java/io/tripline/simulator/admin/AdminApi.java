package io.tripline.simulator.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.tripline.simulator.exchange.AccountFlags;
import io.tripline.simulator.exchange.AssetTerms;
import io.tripline.simulator.fault.Fault;
import io.tripline.simulator.rest.Call;
import io.tripline.simulator.rest.Json;
import io.tripline.simulator.rest.Reply;
import io.tripline.simulator.rest.Router;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** {@code /_sim}: the control over HTTP. Needs no keys: the server listens on loopback only. */
public final class AdminApi {
  /** Where all its paths begin. */
  public static final String PREFIX = "/_sim";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private final SimulatorControl control;
  private final InstantSource wallClock;
  private final Router router = new Router();

  /** The API of that control. */
  public AdminApi(SimulatorControl control, InstantSource wallClock) {
    this.control = control;
    this.wallClock = wallClock;
    router.add("GET", "/_sim/state", call -> state());
    add("POST", "/_sim/clock", this::clock);
    add("POST", "/_sim/market", this::market);
    add("POST", "/_sim/account", this::account);
    add("POST", "/_sim/assets", this::asset);
    add("POST", "/_sim/faults", this::addFault);
    add("GET", "/_sim/faults", call -> Reply.ok(json(control.faults())));
    add("GET", "/_sim/faults/{id}", this::fault);
    add("DELETE", "/_sim/faults", call -> clearFaults());
    add("DELETE", "/_sim/faults/{id}", this::clearFault);
    add("GET", "/_sim/scenarios", call -> Reply.ok(json(scenarios())));
    add("POST", "/_sim/scenarios", this::scenario);
    add("GET", "/_sim/requests", this::requests);
    add("POST", "/_sim/stream", this::stream);
    add("POST", "/_sim/status-page", this::statusPage);
  }

  /** Answers a call below {@link #PREFIX}. */
  public Reply answer(Call call) {
    return router
        .answer(call)
        .orElseGet(() -> error(404, "path: nothing at " + call.method() + " " + call.path()));
  }

  private void add(String method, String path, Function<Call, Reply> target) {
    router.add(
        method,
        path,
        call -> {
          try {
            return target.apply(call);
          } catch (IllegalArgumentException e) {
            return error(400, String.valueOf(e.getMessage()));
          }
        });
  }

  private Reply state() {
    return Reply.ok(json(control.state()));
  }

  private Reply clock(Call call) {
    var body =
        new AdminBody(call.body(), List.of("set", "advance", "nextOpen", "nextClose", "rate"));
    if (body.has("set")) {
      control.setClock(body.instant("set"));
    }
    if (body.has("advance")) {
      control.advance(body.duration("advance"));
    }
    if (body.flag("nextOpen", false)) {
      control.nextOpen();
    }
    if (body.flag("nextClose", false)) {
      control.nextClose();
    }
    if (body.has("rate")) {
      control.rate(body.number("rate"));
    }
    return state();
  }

  private Reply market(Call call) {
    MarketBody.apply(new AdminBody(call.body(), MarketBody.FIELDS), control);
    return state();
  }

  private Reply account(Call call) {
    var body =
        new AdminBody(
            call.body(),
            List.of(
                "deposit",
                "withdraw",
                "equityGlitch",
                "status",
                "tradingBlocked",
                "accountBlocked",
                "suspendBlocksCloses",
                "liquidationOnly",
                "patternDayTrader",
                "noRecentSip"));
    if (body.has("deposit")) {
      control.deposit(body.decimal("deposit"));
    }
    if (body.has("withdraw")) {
      control.withdraw(body.decimal("withdraw"));
    }
    if (body.has("equityGlitch")) {
      control.equityGlitch(body.decimal("equityGlitch"));
    }
    control.flags(old ->
        new AccountFlags(
            body.text("status").orElse(old.status()),
            body.flag("tradingBlocked", old.tradingBlocked()),
            body.flag("accountBlocked", old.accountBlocked()),
            body.flag("suspendBlocksCloses", old.suspendBlocksCloses()),
            body.flag("liquidationOnly", old.liquidationOnly()),
            body.flag("patternDayTrader", old.patternDayTrader()),
            body.flag("noRecentSip", old.noRecentSip()),
            old.equityGlitch()));
    return state();
  }

  private Reply asset(Call call) {
    var body =
        new AdminBody(call.body(), List.of("symbol", "tradable", "shortable", "fractionable"));
    control.allow(
        body.text("symbol").orElse(""),
        old ->
            new AssetTerms(
                body.flag("tradable", old.tradable()),
                body.flag("shortable", old.shortable()),
                body.flag("fractionable", old.fractionable())));
    return state();
  }

  private Reply addFault(Call call) {
    Fault fault = FaultBody.parse(call.body(), wallClock.instant(), control.now());
    return one(control.inject(fault), fault);
  }

  private Reply fault(Call call) {
    String id = call.variables().getOrDefault("id", "");
    Fault fault = control.faults().get(id);
    return fault == null ? noFault(id) : one(id, fault);
  }

  private Reply clearFault(Call call) {
    String id = call.variables().getOrDefault("id", "");
    return control.clearFault(id) ? Reply.noContent() : noFault(id);
  }

  private Reply clearFaults() {
    control.clearFaults();
    return Reply.noContent();
  }

  private Reply noFault(String id) {
    return error(404, "id: must be one of " + control.faults().keySet() + ", was " + id);
  }

  private static List<Map<String, String>> scenarios() {
    return Scenario.all().stream()
        .map(scenario -> Map.of("name", scenario.name(), "description", scenario.description()))
        .toList();
  }

  private Reply scenario(Call call) {
    var body = new AdminBody(call.body(), List.of("name"));
    control.scenario(body.text("name").orElse("missing"));
    return state();
  }

  private Reply requests(Call call) {
    try {
      long after = Long.parseLong(call.query().getOrDefault("after", "0"));
      return Reply.ok(json(control.requestsAfter(after)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "after: must be the number of a request, was " + call.query().get("after"), e);
    }
  }

  private Reply stream(Call call) {
    var body = new AdminBody(call.body(), List.of("drop"));
    if (body.flag("drop", false)) {
      control.dropStreams();
    }
    return state();
  }

  private Reply statusPage(Call call) {
    var body = new AdminBody(call.body(), List.of("component", "status", "indicator"));
    if (body.has("indicator")) {
      control.statusPage().indicate(body.text("indicator").orElse(""));
    }
    if (body.has("component")) {
      control.statusPage().write(body.text("component").orElse(""), body.text("status").orElse(""));
    }
    return Reply.noContent();
  }

  private static Reply one(String id, Fault fault) {
    ObjectNode node = Json.object();
    node.put("id", id);
    node.set("fault", json(fault));
    return Reply.ok(node);
  }

  private static Reply error(int status, String message) {
    return Reply.json(status, json(Map.of("error", message)));
  }

  private static com.fasterxml.jackson.databind.JsonNode json(Object value) {
    return MAPPER.valueToTree(value);
  }
}
