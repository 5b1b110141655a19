package io.tripline.workflows.killswitch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the file says, what people changed since, and what follows from both. Immutable.
 *
 * @param configured as {@code tripline.yaml} has them
 * @param configuredHash digest of that configuration
 * @param overrides one per changed limit, the oldest first
 */
public record LimitsInForce(
    Limits configured, String configuredHash, List<LimitOverride> overrides) {
  /** Copies the overrides. */
  public LimitsInForce {
    overrides = overrides == null ? List.of() : List.copyOf(overrides);
  }

  /** The limits that hold. */
  public Limits limits() {
    Limits limits = configured;
    for (LimitOverride each : overrides) {
      limits = applied(each, limits);
    }
    return limits;
  }

  /** With one more change, which takes the place of an earlier one of the same limit. */
  public LimitsInForce with(LimitOverride change) {
    List<LimitOverride> next = new ArrayList<>(overrides);
    next.removeIf(each -> each.name() == change.name());
    if (change.value().compareTo(change.name().of(configured)) != 0) {
      next.add(change);
    }
    return new LimitsInForce(configured, configuredHash, next);
  }

  /** Under a file that was changed: of a limit that both changed the stricter value holds. */
  public LimitsInForce configuredAs(Limits next, String hash) {
    return new LimitsInForce(next, hash, overrides);
  }

  /** Who changed it last; empty where the file's value holds. */
  public Optional<LimitOverride> changeOf(LimitName name) {
    return overrides.stream()
        .filter(each -> each.name() == name)
        .filter(each -> name.of(limits()).compareTo(each.value()) == 0)
        .findFirst();
  }

  private Limits applied(LimitOverride change, Limits limits) {
    LimitName name = change.name();
    boolean sameFile = name.of(configured).compareTo(change.configuredThen()) == 0;
    try {
      Limits changed = name.set(limits, change.value());
      boolean stricter = name.looser(changed, configured);
      return sameFile || stricter ? changed : limits;
    } catch (IllegalArgumentException contradictsTheFile) {
      // The file's own numbers moved so far that this one no longer fits between them.
      return limits;
    }
  }
}
