package io.tripline.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Urgency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Channels that do not answer, and the people who are told over others. */
@Timeout(60)
class HangingChannelsTest {
  private static final Duration ROUND = Duration.ofSeconds(2);

  @TempDir Path folder;
  private final CountDownLatch released = new CountDownLatch(1);
  private final Place first = new Place("first", true);
  private final Place second = new Place("second", true);
  private final Place mail = new Place("mail", false);
  private final List<ChannelNotifier> notifiers = new ArrayList<>();
  private int attempt = 1;
  private SqlJournal journal;

  /** One place, which may hang until it is released, and then has taken the message. */
  private final class Place implements Channel {
    private final String name;
    private final boolean hangs;
    final List<String> asked = new CopyOnWriteArrayList<>();

    Place(String name, boolean hangs) {
      this.name = name;
      this.hangs = hangs;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String kind() {
      return "place";
    }

    @Override
    public String target(Contact contact) {
      return contact.address();
    }

    @Override
    public Sending send(Message message, Contact contact) {
      asked.add(contact.name());
      try {
        if (hangs && !released.await(50, TimeUnit.SECONDS)) {
          return new Sending.Failed("never released", true);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Sending.Failed("interrupted", true);
      }
      return new Sending.Sent("fine");
    }
  }

  @BeforeEach
  void open() {
    journal = new SqlJournal(JournalPlace.in(new DataDirectory(folder)), InstantSource.system());
  }

  /** What hung is recorded once it is released, in the folder that goes away after this. */
  @AfterEach
  void close() throws Exception {
    released.countDown();
    while (notifiers.stream().anyMatch(ChannelNotifier::sending)) {
      Thread.sleep(5);
    }
    journal.close();
  }

  private ChannelNotifier notifier(Recipient... recipients) {
    Path logs = new DataDirectory(folder).logs();
    ChannelNotifier notifier =
        new ChannelNotifier(
            new TerminalNotifier(logs, journal, InstantSource.system()),
            List.of(recipients),
            false,
            notice -> "",
            logs,
            journal,
            InstantSource.system(),
            () -> attempt,
            ROUND);
    notifiers.add(notifier);
    return notifier;
  }

  private static Recipient contact(String name, Channel... channels) {
    return new Recipient(
        new Contact("Deputy", name, name + "@example.org"),
        Map.of(Urgency.PAGE, List.of(channels)));
  }

  @Test
  void eachLaterContactIsToldAlthoughThoseBeforeHang() {
    attempt = ChannelNotifier.ATTEMPTS;
    Notifier.Delivery delivery =
        notifier(
                contact("anna", first, second),
                contact("ben", first, second),
                contact("carol", mail),
                contact("dora", mail))
            .tell(Notices.page("n-1"));

    assertThat(mail.asked).containsExactlyInAnyOrder("carol", "dora");
    assertThat(delivery.delivered()).isTrue();
    assertThat(delivery.channel())
        .isEqualTo("terminal, mail (not by first: no answer in this round)");
  }

  @Test
  void nobodyWaitsForAnotherOnesChannels() throws Exception {
    ChannelNotifier notifier = notifier(contact("anna", first), contact("ben", mail));
    Thread telling = Thread.ofVirtual().start(() -> notifier.tell(Notices.page("n-1")));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (mail.asked.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(mail.asked).containsExactly("ben");
    assertThat(telling.isAlive()).as("anna's channel still hangs").isTrue();
    released.countDown();
    telling.join();
  }

  /** It hung longer than the round: the next attempt leaves it alone, and it is not lost either. */
  @Test
  void whatStillHangsIsNotSentASecondTime() throws Exception {
    ChannelNotifier notifier = notifier(contact("anna", first));
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")))
        .hasMessageContaining("first: no answer in this round");
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")))
        .hasMessageContaining("first: still being sent since an earlier attempt");
    assertThat(first.asked).containsExactly("anna");

    released.countDown();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(50);
    while (!journal.holds("notice/n-1/first/anna@example.org") && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(notifier.tell(Notices.page("n-1")).channel()).isEqualTo("terminal, first");
    assertThat(first.asked).containsExactly("anna");
  }

  @Test
  void aRoomThatTwoShareIsAskedOnceAndBothGoOnWhenItFails() {
    Channel room =
        new Channel() {
          @Override
          public String name() {
            return "room";
          }

          @Override
          public String kind() {
            return "room";
          }

          @Override
          public String target(Contact contact) {
            return "";
          }

          @Override
          public Sending send(Message message, Contact contact) {
            second.asked.add("room");
            return new Sending.Failed("HTTP 503");
          }
        };
    notifier(contact("anna", room, mail), contact("ben", room, mail)).tell(Notices.page("n-1"));
    assertThat(second.asked).containsExactly("room");
    assertThat(mail.asked).containsExactlyInAnyOrder("anna", "ben");
  }
}
