package io.tripline.workflows.incident;

import io.tripline.workflows.killswitch.Check;
import java.util.List;

/**
 * What the broker's status page says: FAIL where a part that trading needs is not operational,
 * UNKNOWN where the page can't be read or says nothing; never taken for the broker's health.
 *
 * @param address for people
 * @param indicator the page-wide word, such as {@code none} or {@code major}; empty when unknown
 * @param troubled components that are not operational, such as {@code Orders API: major_outage}
 * @param detail one sentence
 */
public record StatusPageView(
    Check check, String address, String indicator, List<String> troubled, String detail) {
  /** Copies the list. */
  public StatusPageView {
    troubled = troubled == null ? List.of() : List.copyOf(troubled);
  }

  /** In one line for people. */
  public String sentence() {
    return "status page " + address + ": " + check + ", " + detail;
  }
}
