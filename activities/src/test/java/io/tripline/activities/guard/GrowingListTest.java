package io.tripline.activities.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tripline.activities.broker.Answer;
import io.tripline.activities.broker.Part;
import io.tripline.workflows.broker.Reading;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrowingListTest {
  private static final Instant BEGIN = Instant.parse("2026-11-16T05:00:00Z");
  private static final int PER_PART = 100;

  private record Row(int number, Instant at) {}

  private final List<Row> rows = new ArrayList<>();
  private final List<Instant> asked = new ArrayList<>();
  private int spare = 60;
  private boolean broken;
  private final GrowingList<Row> list =
      new GrowingList<>(
          this::read,
          new GrowingList.Entry<>("rows", row -> String.valueOf(row.number()), Row::at),
          () -> spare,
          InstantSource.system());

  @Test
  void readsALongListOverSeveralLooksAndThenOnlyWhatCameSince() {
    adds(5_030);
    int looks = 1;
    while (list.since(BEGIN) instanceof Reading.Unknown<List<Row>>) {
      looks++;
      assertThat(asked.size()).isEqualTo((looks - 1) * GrowingList.PARTS);
    }
    assertThat(asked).hasSize(51);
    adds(3);
    assertThat(seen(BEGIN)).isEqualTo(rows);
    assertThat(asked).hasSize(52);
    assertThat(asked.getLast()).isAfter(BEGIN);
  }

  @Test
  void keepsWhatWasReadWhereAPartFails() {
    adds(250);
    broken = true;
    assertThat(list.since(BEGIN)).isInstanceOf(Reading.Unknown.class);
    broken = false;
    assertThat(seen(BEGIN)).hasSize(250);
    assertThat(asked).hasSize(1 + 3);
  }

  @Test
  void sendsNothingWhileMessagesAreShort() {
    adds(10);
    spare = GrowingList.SPARE - 1;
    assertThat(list.since(BEGIN)).isInstanceOf(Reading.Unknown.class);
    assertThat(asked).isEmpty();
    spare = GrowingList.SPARE;
    assertThat(seen(BEGIN)).hasSize(10);
  }

  @Test
  void stopsAtAListThatIsTooLongUntilItsBeginningHasMoved() {
    adds(GrowingList.MOST + 500);
    Reading<List<Row>> reading = list.since(BEGIN);
    for (int look = 0; look < 200; look++) {
      reading = list.since(BEGIN);
    }
    assertThat(reading).isInstanceOf(Reading.Unknown.class);
    assertThat(asked).hasSize(GrowingList.MOST / PER_PART);
    assertThat(((Reading.Unknown<List<Row>>) reading).reason()).contains("more than");
    Instant later = rows.get(40_000).at();
    while (list.since(later) instanceof Reading.Unknown<List<Row>>) {}
    assertThat(seen(later)).isEqualTo(rows.subList(40_000, rows.size()));
  }

  @Test
  void tellsNothingOfBeforeABeginningThatMovesWhileTheListIsRead() {
    adds(1_000);
    assertThat(list.since(BEGIN)).isInstanceOf(Reading.Unknown.class);
    Instant later = rows.get(700).at();
    assertThat(seen(later)).isEqualTo(rows.subList(700, 1_000));
  }

  @Test
  void beginsAnewWhereMoreOfThePastIsWanted() {
    adds(30);
    assertThat(seen(rows.get(10).at())).hasSize(20);
    assertThat(seen(BEGIN)).hasSize(30);
  }

  private List<Row> seen(Instant begin) {
    return ((Reading.Seen<List<Row>>) list.since(begin)).value();
  }

  private void adds(int count) {
    for (int i = 0; i < count; i++) {
      rows.add(new Row(rows.size(), BEGIN.plus(Duration.ofSeconds(20L * rows.size()))));
    }
  }

  private Answer<Part<Row>> read(Instant since, String from) {
    asked.add(since);
    if (broken) {
      return new Answer.NoAnswer<>("cut");
    }
    int first = from.isEmpty() ? 0 : Integer.parseInt(from) + 1;
    List<Row> found =
        rows.stream().skip(first).filter(row -> !row.at().isBefore(since)).limit(PER_PART).toList();
    return new Answer.Done<>(
        new Part<>(found, found.size() < PER_PART ? "" : String.valueOf(found.getLast().number())),
        "");
  }
}
