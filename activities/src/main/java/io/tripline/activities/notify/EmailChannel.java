package io.tripline.activities.notify;

import io.tripline.workflows.notify.Contact;
import jakarta.mail.Authenticator;
import jakarta.mail.MessagingException;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;

/**
 * E-mail by SMTP to the contact's address. A notice has one Message-ID however often it is sent, so
 * that mailboxes can drop a second one. With {@code STARTTLS} or {@code TLS} nothing goes out in
 * clear text, and the server must prove its name.
 */
public final class EmailChannel implements Channel {
  /** How the connection is kept private. */
  public enum Security {
    STARTTLS,
    TLS,
    NONE
  }

  /**
   * The way out.
   *
   * @param user empty: the server asks for none
   * @param from the sender's address
   */
  public record Server(
      String host,
      int port,
      Security security,
      String user,
      Optional<Credential> password,
      String from) {}

  private final String name;
  private final Server server;
  private final Duration patience;

  /** {@code patience} is for each answer of the server. */
  public EmailChannel(String name, Server server, Duration patience) {
    this.name = name;
    this.server = server;
    this.patience = patience;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String kind() {
    return "email";
  }

  @Override
  public String target(Contact contact) {
    return contact.address();
  }

  @Override
  public Sending send(Message message, Contact contact) {
    try {
      Transport.send(mail(message, contact));
      return new Sending.Sent("taken by " + server.host());
    } catch (IOException e) {
      return new Sending.Failed(String.valueOf(e.getMessage()));
    } catch (MessagingException e) {
      // A server's text may repeat what was sent to it.
      return new Sending.Failed(server.host() + " did not take it (" + reason(e) + ")", lost(e));
    }
  }

  private MimeMessage mail(Message message, Contact contact)
      throws IOException, MessagingException {
    MimeMessage mail = new Identified(session(), messageId(message, contact));
    mail.setFrom(new InternetAddress(server.from()));
    mail.setRecipient(
        jakarta.mail.Message.RecipientType.TO, new InternetAddress(contact.address(), true));
    mail.setSubject(message.subject(), StandardCharsets.UTF_8.name());
    mail.setSentDate(Date.from(message.at()));
    mail.setHeader("Auto-Submitted", "auto-generated");
    mail.setText(String.join("\r\n", message.lines()) + "\r\n", StandardCharsets.UTF_8.name());
    return mail;
  }

  private Session session() throws IOException {
    String millis = String.valueOf(patience.toMillis());
    Properties properties = new Properties();
    properties.put("mail.transport.protocol", "smtp");
    properties.put("mail.smtp.host", server.host());
    properties.put("mail.smtp.port", String.valueOf(server.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    switch (server.security()) {
      case STARTTLS -> {
        properties.put("mail.smtp.starttls.enable", "true");
        properties.put("mail.smtp.starttls.required", "true");
      }
      case TLS -> properties.put("mail.smtp.ssl.enable", "true");
      case NONE -> {}
    }
    if (server.user().isEmpty()) {
      return Session.getInstance(properties);
    }
    properties.put("mail.smtp.auth", "true");
    String password = server.password().isPresent() ? server.password().get().read().strip() : "";
    return Session.getInstance(
        properties,
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication(server.user(), password);
          }
        });
  }

  private String messageId(Message message, Contact contact) {
    String what = message.notice().id() + " " + contact.address();
    String domain = server.from().substring(server.from().indexOf('@') + 1);
    return "<"
        + UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8))
        + "@"
        + (domain.matches("[A-Za-z0-9.-]+") ? domain : "tripline")
        + ">";
  }

  /** True where the connection broke after it stood. */
  private static boolean lost(MessagingException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof IOException) {
        return !(at instanceof ConnectException || at instanceof UnknownHostException);
      }
    }
    return false;
  }

  private static String reason(MessagingException e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SMTPSendFailedException refused) {
        return "SMTP " + refused.getReturnCode();
      }
      if (at instanceof IOException lost) {
        return lost.getClass().getSimpleName();
      }
    }
    return e instanceof SendFailedException ? "address refused" : e.getClass().getSimpleName();
  }

  /** Keeps the id that it was given. */
  private static final class Identified extends MimeMessage {
    private final String id;

    Identified(Session session, String id) {
      super(session);
      this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", id);
    }
  }
}
