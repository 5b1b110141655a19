package io.tripline.activities.arming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tripline.workflows.arming.BrokerFlags;
import io.tripline.workflows.arming.FlagsRecord;
import io.tripline.workflows.broker.AccountName;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * What was found at the broker before we set anything: one small file an account in the data
 * directory, whole or not at all, there from before the first change until everything is restored.
 * With it {@code tripline disarm} needs neither Temporal nor the journal.
 */
public record FlagLedger(Path dataDirectory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the record of an account is. */
  public Path file(AccountName account) {
    return dataDirectory.resolve("broker-flags-" + account + ".json");
  }

  /**
   * The record; empty where nothing of ours is set.
   *
   * @throws IOException if there is one that can't be read: then it is not known what was found
   */
  public Optional<FlagsRecord> read(AccountName account) throws IOException {
    Path file = file(account);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    JsonNode node = JSON.readTree(Files.readAllBytes(file));
    JsonNode found = node.path("found");
    try {
      if (!found.path("noShorting").isBoolean() || !found.path("suspendTrade").isBoolean()) {
        throw new IOException(file + " is not a record of flags");
      }
      return Optional.of(
          new FlagsRecord(
              new AccountName(node.path("account").asText()),
              new BrokerFlags(
                  found.path("noShorting").asBoolean(),
                  found.path("maxMarginMultiplier").asText(),
                  found.path("suspendTrade").asBoolean()),
              node.path("suspendIsOurs").asBoolean(),
              Instant.parse(node.path("at").asText())));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IOException(file + " is not a record of flags", e);
    }
  }

  /** At which host the account of the record is; empty where a record of before does not say. */
  public Optional<String> host(AccountName account) throws IOException {
    Path file = file(account);
    return Files.exists(file)
        ? Optional.of(JSON.readTree(Files.readAllBytes(file)).path("host").asText())
            .filter(host -> !host.isBlank())
        : Optional.empty();
  }

  /**
   * Keeps a record, on the disk before it returns.
   *
   * @param host of the broker: paper and live accounts must not be taken for each other
   */
  public void write(FlagsRecord record, String host) throws IOException {
    Files.createDirectories(dataDirectory);
    Path file = file(record.account());
    Path part = file.resolveSibling("." + file.getFileName() + ".part");
    ObjectNode node = JSON.createObjectNode();
    node.put("account", record.account().value());
    node.put("host", host);
    node.putObject("found")
        .put("noShorting", record.found().noShorting())
        .put("maxMarginMultiplier", record.found().maxMarginMultiplier())
        .put("suspendTrade", record.found().suspendTrade());
    node.put("suspendIsOurs", record.suspendIsOurs());
    node.put("at", record.at().toString());
    Files.write(part, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Nothing of ours is set any more. */
  public void remove(AccountName account) throws IOException {
    Files.deleteIfExists(file(account));
  }
}
