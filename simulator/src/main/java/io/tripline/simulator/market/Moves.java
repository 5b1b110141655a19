package io.tripline.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The moves that concern one symbol, sorted by kind and by the time when they start, and what they
 * say about an instant.
 */
final class Moves {
  private final List<Move> priceMoves = new ArrayList<>();
  private final List<Move.Weather> weather = new ArrayList<>();
  private final List<Move.Freeze> freezes = new ArrayList<>();
  private final List<Move.Halt> halts = new ArrayList<>();
  private final List<Move.Spread> spreads = new ArrayList<>();
  private final List<Move.Book> books = new ArrayList<>();
  private final List<Move.Breakers> breakers = new ArrayList<>();

  Moves(List<Move> all, String symbol) {
    all.stream()
        .filter(move -> move.concerns(symbol))
        .sorted(Comparator.comparing(Move::from))
        .forEach(this::add);
  }

  private void add(Move move) {
    switch (move) {
      case Move.Jump jump -> priceMoves.add(jump);
      case Move.Slide slide -> priceMoves.add(slide);
      case Move.Weather change -> weather.add(change);
      case Move.Freeze freeze -> freezes.add(freeze);
      case Move.Halt halt -> halts.add(halt);
      case Move.Spread spread -> spreads.add(spread);
      case Move.Book book -> books.add(book);
      case Move.Breakers change -> breakers.add(change);
    }
  }

  /** The halt that covers an instant; of several the one that began first. */
  Move.@Nullable Halt halt(Instant at) {
    for (Move.Halt halt : halts) {
      if (halt.covers(at)) {
        return halt;
      }
    }
    return null;
  }

  /** When the last halt ended that is over at an instant. */
  Optional<Instant> lastResume(Instant at) {
    return halts.stream()
        .flatMap(halt -> Optional.ofNullable(halt.until()).stream())
        .filter(until -> !until.isAfter(at))
        .max(Comparator.naturalOrder());
  }

  Regime regime(Instant at) {
    return last(weather, at).map(Move.Weather::regime).orElse(Regime.NORMAL);
  }

  int spreadCents(Instant at) {
    return last(spreads, at).map(Move.Spread::cents).orElse(0);
  }

  Depth depth(Instant at) {
    return last(books, at).map(Move.Book::depth).orElse(Depth.ENDLESS);
  }

  boolean bandsOn(Instant at) {
    return last(breakers, at).map(Move.Breakers::on).orElse(false);
  }

  boolean marketWideOn(Instant at) {
    return last(breakers, at).filter(move -> move.on() && move.marketWide()).isPresent();
  }

  /** What moves and regimes add to the logarithm of a path, at an instant outside of halts. */
  double added(BasePath path, Instant at) {
    double sum = 0;
    for (Move move : priceMoves) {
      if (move.from().isAfter(at)) {
        break;
      }
      sum += added(move, at);
    }
    for (int i = 0; i < weather.size() && !weather.get(i).from().isAfter(at); i++) {
      double more = weather.get(i).regime().volatility() - 1;
      if (more != 0) {
        boolean last = i + 1 == weather.size() || weather.get(i + 1).from().isAfter(at);
        Instant end = last ? at : weather.get(i + 1).from();
        sum += more * (path.logAt(onPath(end)) - path.logAt(onPath(weather.get(i).from())));
      }
    }
    return sum;
  }

  /** Where the path stands: earlier while it is frozen. */
  Instant onPath(Instant at) {
    for (Move.Freeze freeze : freezes) {
      if (freeze.covers(at)) {
        return freeze.from();
      }
    }
    return at;
  }

  /** Whether anything changes the course of prices in a span. */
  boolean disturb(Instant from, Instant until) {
    return regime(from).volatility() != 1
        || weather.stream().anyMatch(move -> starts(move, from, until))
        || freezes.stream().anyMatch(move -> touches(move, move.until(), from, until))
        || halts.stream().anyMatch(move -> touches(move, move.until(), from, until))
        || priceMoves.stream().anyMatch(move -> touches(move, end(move), from, until));
  }

  private static boolean starts(Move move, Instant from, Instant until) {
    return move.from().isAfter(from) && !move.from().isAfter(until);
  }

  private static boolean touches(Move move, @Nullable Instant end, Instant from, Instant until) {
    return !move.from().isAfter(until) && (end == null || end.isAfter(from));
  }

  private static Instant end(Move move) {
    return move instanceof Move.Slide slide ? slide.from().plus(slide.duration()) : move.from();
  }

  private static double added(Move move, Instant at) {
    if (move instanceof Move.Slide slide) {
      double whole = Math.max(1, slide.duration().toMillis());
      double done = Duration.between(slide.from(), at).toMillis() / whole;
      return Math.min(1, done) * Math.log1p(slide.bps() / 10_000);
    }
    return move instanceof Move.Jump jump ? Math.log1p(jump.bps() / 10_000) : 0;
  }

  private static <T extends Move> Optional<T> last(List<T> sorted, Instant at) {
    T found = null;
    for (T move : sorted) {
      if (move.from().isAfter(at)) {
        break;
      }
      found = move;
    }
    return Optional.ofNullable(found);
  }
}
