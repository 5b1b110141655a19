package io.tripline.simulator.rest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the resource for a path such as {@code /v2/orders/{id}}. Filled once, then only read, so
 * safe for use by several threads after that.
 */
public final class Router {
  private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

  private final List<Route> routes = new ArrayList<>();

  private record Route(
      String method, Pattern path, List<String> names, Function<Call, Reply> target) {}

  /** Adds a route; the first that fits wins. */
  public void add(String method, String template, Function<Call, Reply> target) {
    var names = new ArrayList<String>();
    Matcher matcher = VARIABLE.matcher(template);
    var expression = new StringBuilder();
    int end = 0;
    while (matcher.find()) {
      expression.append(Pattern.quote(template.substring(end, matcher.start()))).append("([^/]+)");
      names.add(matcher.group(1));
      end = matcher.end();
    }
    expression.append(Pattern.quote(template.substring(end))).append("/?");
    routes.add(new Route(method, Pattern.compile(expression.toString()), names, target));
  }

  /** Answers a call, or is empty where no route fits. */
  public Optional<Reply> answer(Call call) {
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(call.path());
      if (route.method().equals(call.method()) && matcher.matches()) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < route.names().size(); i++) {
          variables.put(route.names().get(i), matcher.group(i + 1));
        }
        return Optional.of(route.target().apply(call.with(variables)));
      }
    }
    return Optional.empty();
  }
}
