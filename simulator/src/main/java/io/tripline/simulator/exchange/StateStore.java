package io.tripline.simulator.exchange;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Keeps the broker's state in one file, replaced as a whole. Not thread-safe: the owner guards it.
 */
final class StateStore implements AutoCloseable {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
          .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .build();

  private final Path file;
  private final Path next;
  private final FileChannel lock;

  StateStore(Path directory) {
    this.file = directory.resolve("broker.json");
    this.next = directory.resolve("broker.json.next");
    try {
      Files.createDirectories(directory);
      this.lock = lock(directory.resolve("broker.lock"));
    } catch (IOException e) {
      throw new UncheckedIOException("state directory " + directory + " can't be used", e);
    }
  }

  /** Two processes on one state would each undo what the other did. */
  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new IOException("another simulator of this process uses it", e);
    }
    channel.close();
    throw new IOException("another simulator uses it");
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + file + " can't be released", e);
    }
  }

  Optional<SavedState> load() {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      SavedState state = MAPPER.readValue(file.toFile(), SavedState.class);
      if (state.version() != SavedState.VERSION) {
        throw new IOException("version " + state.version() + " is not " + SavedState.VERSION);
      }
      return Optional.of(state);
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + file + " can't be read", e);
    }
  }

  /** The file is whole at any moment: written beside, then moved over the old one. */
  void save(SavedState state) {
    try {
      byte[] bytes = MAPPER.writeValueAsBytes(state);
      try (FileChannel channel =
          FileChannel.open(
              next,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        java.nio.ByteBuffer buffer = java.nio.ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("state file " + file + " can't be written", e);
    }
  }
}
