package io.tripline.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.tripline.workflows.notify.Contact;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", "smtp"));

  @BeforeEach
  void start() {
    mail.start();
  }

  @AfterEach
  void stop() {
    mail.stop();
  }

  @Test
  void aNoticeIsAPlainMailThatCanBeSentTwiceUnderOneId() throws IOException, MessagingException {
    EmailChannel channel = channel(EmailChannel.Security.NONE, "", Optional.empty(), PATIENCE);
    Message message = Notices.message(Notices.page("n-1"));

    assertThat(channel.send(message, Notices.ANNA)).isInstanceOf(Sending.Sent.class);
    channel.send(message, Notices.ANNA);

    MimeMessage first = mail.getReceivedMessages()[0];
    assertThat(first.getSubject()).isEqualTo("[Tripline PAGE] spy-paper: P1: trading halted <2 %>");
    assertThat(first.getAllRecipients()[0]).hasToString("anna@example.org");
    assertThat(first.getFrom()[0]).hasToString("tripline@example.org");
    assertThat((String) first.getContent())
        .contains(
            "Status: Investigating",
            "Next: tripline incident ack " + Notices.INCIDENT,
            "Look: https://ui.example.org/x/" + Notices.INCIDENT,
            "Notice: n-1");
    assertThat(mail.getReceivedMessages()[1].getMessageID()).isEqualTo(first.getMessageID());
    assertThat(first.getMessageID()).endsWith("@example.org>");
  }

  @Test
  void aHeadlineCannotAddAHeader() throws MessagingException {
    EmailChannel channel = channel(EmailChannel.Security.NONE, "", Optional.empty(), PATIENCE);
    Message page = Notices.message(Notices.page("n-1"));
    var notice =
        new io.tripline.workflows.notify.Notice(
            "n-2",
            page.notice().account(),
            null,
            page.notice().urgency(),
            "halt\r\nBcc: thief@example.org",
            "x",
            "",
            false);

    channel.send(new Message(notice, Notices.AT, "", false), Notices.ANNA);

    assertThat(mail.getReceivedMessages()).hasSize(1);
    assertThat(mail.getReceivedMessages()[0].getHeader("Bcc")).isNull();
  }

  @Test
  void aPasswordIsNeededWhereTheServerAsksForOne() {
    mail.setUser("anna@example.org", "robot", "right");
    mail.getUserManager().setAuthRequired(true);

    assertThat(
            channel(EmailChannel.Security.NONE, "robot", Optional.of(() -> "right"), PATIENCE)
                .send(Notices.message(Notices.page("n-1")), Notices.ANNA))
        .isInstanceOf(Sending.Sent.class);
    assertThat(
            channel(EmailChannel.Security.NONE, "robot", Optional.of(() -> "wr0ng"), PATIENCE)
                .send(Notices.message(Notices.page("n-2")), Notices.ANNA))
        .isInstanceOfSatisfying(
            Sending.Failed.class,
            failed -> assertThat(failed.detail()).doesNotContain("wr0ng").contains("127.0.0.1"));
  }

  @Test
  void nothingGoesOutInClearTextWhereThatWasForbidden() {
    assertThat(
            channel(EmailChannel.Security.STARTTLS, "robot", Optional.of(() -> "pass"), PATIENCE)
                .send(Notices.message(Notices.page("n-1")), Notices.ANNA))
        .isInstanceOf(Sending.Failed.class);
    assertThat(mail.getReceivedMessages()).isEmpty();
  }

  @Test
  void aServerThatIsAwayOrSilentIsAFailure() throws IOException {
    int port = mail.getSmtp().getPort();
    mail.stop();
    assertThat(to(port, PATIENCE))
        .isInstanceOfSatisfying(
            Sending.Failed.class, failed -> assertThat(failed.mayHaveArrived()).isFalse());
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      assertThat(to(silent.getLocalPort(), Duration.ofMillis(300)))
          .isInstanceOf(Sending.Failed.class);
    }
    mail.start();
  }

  @Test
  void anAddressThatIsNoneIsAFailure() {
    assertThat(
            channel(EmailChannel.Security.NONE, "", Optional.empty(), PATIENCE)
                .send(
                    Notices.message(Notices.page("n-1")),
                    new Contact("System Owner", "Anna", "not an address")))
        .isInstanceOf(Sending.Failed.class);
  }

  private static Sending to(int port, Duration patience) {
    return new EmailChannel(
            "mail", server(port, EmailChannel.Security.NONE, "", Optional.empty()), patience)
        .send(Notices.message(Notices.page("n-1")), Notices.ANNA);
  }

  private EmailChannel channel(
      EmailChannel.Security security,
      String user,
      Optional<Credential> password,
      Duration patience) {
    return new EmailChannel(
        "mail", server(mail.getSmtp().getPort(), security, user, password), patience);
  }

  private static EmailChannel.Server server(
      int port, EmailChannel.Security security, String user, Optional<Credential> password) {
    return new EmailChannel.Server(
        "127.0.0.1", port, security, user, password, "tripline@example.org");
  }
}
