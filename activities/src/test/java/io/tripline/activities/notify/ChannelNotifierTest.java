package io.tripline.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.temporal.failure.ApplicationFailure;
import io.tripline.activities.journal.DataDirectory;
import io.tripline.activities.journal.JournalPlace;
import io.tripline.activities.journal.JournalReader;
import io.tripline.activities.journal.SqlJournal;
import io.tripline.workflows.journal.EntryKind;
import io.tripline.workflows.notify.Contact;
import io.tripline.workflows.notify.Notice;
import io.tripline.workflows.notify.Notifier;
import io.tripline.workflows.notify.Stage;
import io.tripline.workflows.notify.Urgency;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChannelNotifierTest {
  @TempDir Path folder;
  private final RecordingChannel slack = new RecordingChannel("slack", false);
  private final RecordingChannel mail = new RecordingChannel("mail", true);
  private final RecordingChannel pager = new RecordingChannel("pager", false);
  private volatile Instant now = Notices.AT;
  private int attempt = 1;
  private DataDirectory data;
  private SqlJournal journal;

  /** Works, or fails, or dies in the middle, as it is told. */
  private final class RecordingChannel implements Channel {
    private final String name;
    private final boolean personal;
    final List<String> sent = new CopyOnWriteArrayList<>();
    final List<Boolean> repeats = new CopyOnWriteArrayList<>();
    Sending answer = new Sending.Sent("fine");
    boolean dies;
    long seconds;

    RecordingChannel(String name, boolean personal) {
      this.name = name;
      this.personal = personal;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String kind() {
      return "recording";
    }

    @Override
    public String target(Contact contact) {
      return personal ? contact.address() : "";
    }

    @Override
    public boolean follows(Notice notice) {
      return name.equals("pager") && notice.stage() == Stage.RESOLVED;
    }

    @Override
    public Sending send(Message message, Contact contact) {
      now = now.plusSeconds(seconds);
      repeats.add(message.repeat());
      if (answer instanceof Sending.Sent || dies) {
        sent.add(message.notice().id() + " " + target(contact));
      }
      if (dies) {
        throw new IllegalStateException("killed between send and record");
      }
      return answer;
    }
  }

  @BeforeEach
  void open() {
    data = new DataDirectory(folder);
    journal = new SqlJournal(JournalPlace.in(data), clock());
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void eachContactIsToldOverTheFirstChannelThatWorks() {
    slack.answer = new Sending.Failed("HTTP 503", true);

    Notifier.Delivery delivery =
        notifier(anna(slack, mail), ben(slack, mail)).tell(Notices.page("n-1"));

    assertThat(delivery.delivered()).isTrue();
    assertThat(delivery.channel()).isEqualTo("terminal, mail (not by slack: HTTP 503)");
    assertThat(mail.sent)
        .as("they are told beside each other")
        .containsExactlyInAnyOrder("n-1 anna@example.org", "n-1 ben@example.org");
    assertThat(slack.repeats).as("a room is tried once").hasSize(1);
    assertThat(entries())
        .contains(
            "NOT told by slack (HTTP 503): P1: trading halted <2 %>",
            "told by mail: P1: trading halted <2 %>");
  }

  @Test
  void whoWasNotReachedIsTriedAgainAlthoughOthersHeardIt() {
    mail.answer = new Sending.Failed("451 greylisted");
    ChannelNotifier notifier = notifier(anna(slack), ben(mail));
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")))
        .hasMessageContaining("not everybody was reached: mail: 451 greylisted");
    attempt = 2;
    mail.answer = new Sending.Sent("fine");

    assertThat(notifier.tell(Notices.page("n-1")).channel()).isEqualTo("terminal, slack, mail");
    assertThat(mail.sent).containsExactly("n-1 ben@example.org");
    assertThat(slack.sent).as("told once").hasSize(1);
  }

  @Test
  void afterTheLastAttemptItIsSaidWhatDidNotArrive() {
    mail.answer = new Sending.Failed("550 unknown");
    attempt = ChannelNotifier.ATTEMPTS;

    Notifier.Delivery delivery = notifier(anna(slack), ben(mail)).tell(Notices.page("n-1"));

    assertThat(delivery.delivered()).isTrue();
    assertThat(delivery.channel()).isEqualTo("terminal, slack (not by mail: 550 unknown)");
  }

  @Test
  void aPagerThatMissedTheEndOfAnIncidentHearsItWithTheNextAttempt() {
    pager.answer = new Sending.Failed("HTTP 503");
    ChannelNotifier notifier = notifier(anna(pager));
    assertThatThrownBy(
            () -> notifier.tell(Notices.notice("n-9", Urgency.NOTIFY, Stage.RESOLVED, false)))
        .hasMessageContaining("pager: HTTP 503");
    attempt = 2;
    pager.answer = new Sending.Sent("fine");

    notifier.tell(Notices.notice("n-9", Urgency.NOTIFY, Stage.RESOLVED, false));
    assertThat(pager.sent).containsExactly("n-9 ");
  }

  @Test
  void aPageThatComesTooLateDoesNotOpenAnAlertAgainThatWasClosed() {
    pager.answer = new Sending.Failed("HTTP 503");
    ChannelNotifier notifier = notifier(anna(slack), ben(pager));
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")));
    pager.answer = new Sending.Sent("fine");
    notifier.tell(Notices.notice("n-9", Urgency.NOTIFY, Stage.RESOLVED, false));
    attempt = ChannelNotifier.ATTEMPTS;

    assertThat(notifier.tell(Notices.page("n-1")).channel())
        .isEqualTo("terminal, slack (not by pager: the incident has ended there meanwhile)");
    assertThat(pager.sent).containsExactly("n-9 ");
  }

  @Test
  void whoseTurnItIsHearsAReminderOverTheChannelsOfAPage() {
    Notice reminder = Notices.notice("n-1", Urgency.NOTIFY, Stage.DECLARED, false);
    Recipient onlyPaged = new Recipient(Notices.BEN, Map.of(Urgency.PAGE, List.of(mail)));

    notifier(anna(slack), onlyPaged).tell(reminder);
    assertThat(mail.sent).isEmpty();

    notifier(anna(slack), onlyPaged)
        .tell(
            new Notice(
                "n-2",
                reminder.account(),
                reminder.incident(),
                Urgency.NOTIFY,
                reminder.headline(),
                reminder.text(),
                reminder.command(),
                false,
                Stage.DECLARED,
                Notices.BEN));
    assertThat(mail.sent).containsExactly("n-2 ben@example.org");
  }

  @Test
  void aRoomThatTwoContactsShareHearsItOnce() {
    assertThat(notifier(anna(slack), ben(slack)).tell(Notices.page("n-1")).channel())
        .isEqualTo("terminal, slack");
    assertThat(slack.sent).hasSize(1);
  }

  @Test
  void nothingIsSentTwiceForOneNoticeByWhateverProcess() {
    notifier(anna(slack), ben(mail)).tell(Notices.page("n-1"));
    assertThat(notifier(anna(slack), ben(mail)).tell(Notices.page("n-1")).channel())
        .isEqualTo("terminal, slack, mail");

    assertThat(slack.sent).hasSize(1);
    assertThat(mail.sent).hasSize(1);
  }

  @Test
  void anotherMachineKnowsFromTheJournal() throws IOException {
    notifier(anna(slack)).tell(Notices.page("n-1"));
    Files.delete(data.logs().resolve("channels.log"));

    notifier(anna(slack)).tell(Notices.page("n-1"));

    assertThat(slack.sent).hasSize(1);
  }

  @Test
  void afterACrashBetweenSendAndRecordPeopleRatherHearTwiceAndAreTold() {
    slack.dies = true;
    assertThatThrownBy(() -> notifier(anna(slack)).tell(Notices.page("n-1")))
        .isInstanceOf(IllegalStateException.class);
    slack.dies = false;

    notifier(anna(slack)).tell(Notices.page("n-1"));

    assertThat(slack.repeats).containsExactly(false, true);
    assertThat(Notices.message(Notices.page("n")).lines()).noneMatch(l -> l.contains("seen this"));
    assertThat(new Message(Notices.page("n"), Notices.AT, "", true).lines().get(0))
        .contains("You may have seen this");
  }

  @Test
  void anAnswerThatWasLostMayBeARepeatAndARefusalIsNone() {
    mail.answer = new Sending.Failed("no answer", true);
    pager.answer = new Sending.Failed("HTTP 400", false);
    ChannelNotifier notifier = notifier(anna(mail, pager));
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")));
    attempt++;
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")));

    assertThat(mail.repeats).containsExactly(false, true);
    assertThat(pager.repeats).containsExactly(false, false);
  }

  @Test
  void whereNobodyWasReachedItIsTriedAgainAndThenSaid() {
    slack.answer = new Sending.Failed("HTTP 429");
    ChannelNotifier notifier = notifier(anna(slack));
    for (attempt = 1; attempt < ChannelNotifier.ATTEMPTS; attempt++) {
      assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")))
          .isInstanceOfSatisfying(
              ApplicationFailure.class,
              failure -> {
                assertThat(failure.getType()).isEqualTo(ChannelNotifier.NOT_DELIVERED);
                assertThat(failure.isNonRetryable()).isFalse();
              });
    }
    Notifier.Delivery last = notifier.tell(Notices.page("n-1"));
    assertThat(last.delivered()).isFalse();
    assertThat(last.detail()).contains("slack: HTTP 429");
    assertThat(entries().stream().filter(text -> text.startsWith("NOT told by slack"))).hasSize(1);

    slack.answer = new Sending.Sent("fine");
    assertThat(notifier.tell(Notices.page("n-1")).delivered()).isTrue();
  }

  @Test
  void aSlowChannelDoesNotOutliveTheActivity() {
    slack.seconds = 14;
    slack.answer = new Sending.Failed("no answer", true);

    assertThatThrownBy(() -> notifier(anna(slack, mail)).tell(Notices.page("n-1")))
        .hasMessageContaining("mail: no time left");
    attempt = 2;
    slack.seconds = 0;
    assertThat(notifier(anna(slack, mail)).tell(Notices.page("n-1")).delivered()).isTrue();
  }

  @Test
  void theNextAttemptBeginsWithWhatTheLastOneHadNoTimeFor() {
    slack.seconds = 14;
    slack.answer = new Sending.Failed("no answer", true);
    ChannelNotifier notifier = notifier(anna(slack, mail));
    assertThatThrownBy(() -> notifier.tell(Notices.page("n-1")));
    attempt = 2;

    assertThat(notifier.tell(Notices.page("n-1")).channel()).isEqualTo("terminal, mail");
    assertThat(slack.repeats).as("tried once").hasSize(1);
  }

  @Test
  void anUrgencyWithoutChannelsStaysAtTheTerminal() {
    assertThat(
            notifier(anna(slack))
                .tell(Notices.notice("n-1", Urgency.INFORM, Stage.MITIGATED, false))
                .channel())
        .isEqualTo("terminal");
    assertThat(slack.sent).isEmpty();
  }

  @Test
  void aPagerFollowsAnIncidentThatItDidNotHaveToTell() {
    notifier(anna(pager)).tell(Notices.notice("n-9", Urgency.NOTIFY, Stage.RESOLVED, false));

    assertThat(pager.sent).containsExactly("n-9 ");
  }

  @Test
  void aRehearsalTellsNobodyOutsideUnlessItMay() {
    Notice drill = Notices.notice("n-1", Urgency.PAGE, Stage.DECLARED, true);
    assertThat(notifier(anna(slack)).tell(drill).channel()).isEqualTo("terminal");
    assertThat(slack.sent).isEmpty();

    assertThat(notifier(true, anna(slack)).tell(drill).channel()).isEqualTo("terminal, slack");
    assertThat(Notices.message(drill).headline()).startsWith("DRILL ");
  }

  @Test
  void peopleHearAlsoWhileTheJournalAndTheDiskTakeNothing() throws IOException {
    Path file = Files.writeString(folder.resolve("in-the-way"), "x");
    try (SqlJournal broken = new SqlJournal(JournalPlace.in(new DataDirectory(file)), clock())) {
      Notifier notifier =
          new ChannelNotifier(
              new TerminalNotifier(file, broken, clock()),
              List.of(anna(slack)),
              false,
              notice -> "",
              file,
              broken,
              clock(),
              () -> 1);
      assertThat(notifier.tell(Notices.page("n-1")).channel()).isEqualTo("terminal, slack");
    }
    assertThat(slack.sent).hasSize(1);
  }

  private static Recipient anna(Channel... channels) {
    return new Recipient(Notices.ANNA, Map.of(Urgency.PAGE, List.of(channels)));
  }

  private static Recipient ben(Channel... channels) {
    return new Recipient(Notices.BEN, Map.of(Urgency.PAGE, List.of(channels)));
  }

  private ChannelNotifier notifier(Recipient... recipients) {
    return notifier(false, recipients);
  }

  private ChannelNotifier notifier(boolean drills, Recipient... recipients) {
    return new ChannelNotifier(
        new TerminalNotifier(data.logs(), journal, clock()),
        List.of(recipients),
        drills,
        notice -> "https://ui.example.org/" + notice.incident(),
        data.logs(),
        journal,
        clock(),
        () -> attempt);
  }

  private InstantSource clock() {
    return () -> now;
  }

  private List<String> entries() {
    try (JournalReader reader = JournalReader.open(JournalPlace.in(data))) {
      return reader.ofKind(EntryKind.NOTICE, 50).stream().map(r -> r.entry().text()).toList();
    }
  }
}
