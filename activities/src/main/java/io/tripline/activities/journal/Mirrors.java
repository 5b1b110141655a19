package io.tripline.activities.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Live copies of the journal as files, for {@code tail -f}. Whoever has committed an entry takes
 * the lock file and writes what the mirrors lack, so that of all processes one writes at a time and
 * each entry stands there once, in the order of the chain. A torn last line is cut off first. A
 * mirror that is not of this journal is moved aside, never overwritten: it may be the better
 * witness.
 */
final class Mirrors {
  private static final Logger LOG = LoggerFactory.getLogger(Mirrors.class);
  private static final int ATTEMPTS = 400;
  private static final int PAUSE_MILLIS = 5;
  private static final int TAIL = 64 * 1024;
  private final Path folder;

  Mirrors(Path folder) {
    this.folder = folder;
  }

  /** Where a mirror ends. */
  record End(long sequence, String hash) {}

  void catchUp(EntryTable table) throws IOException, SQLException {
    underLock(table, false);
  }

  void rebuild(EntryTable table) throws IOException, SQLException {
    underLock(table, true);
  }

  /** What is wrong with each mirror, by its file name; changes nothing. */
  Map<String, String> problems(EntryTable table) throws IOException, SQLException {
    Map<String, String> problems = new LinkedHashMap<>();
    locked(file -> {
      String problem = new MirrorCheck(folder.resolve(file.fileName()), file).problem(table);
      if (problem != null) {
        problems.put(file.fileName(), problem);
      }
    });
    return problems;
  }

  /**
   * Writes one mirror anew from the journal; the damaged file is kept beside it. Answers where, or
   * an empty text where there was none to keep.
   */
  String mend(String fileName, EntryTable table) throws IOException, SQLException {
    String[] kept = {""};
    locked(file -> {
      Path path = folder.resolve(file.fileName());
      if (!file.fileName().equals(fileName) || new MirrorCheck(path, file).problem(table) == null) {
        return;
      }
      if (Files.exists(path)) {
        kept[0] = String.valueOf(moveAside(path, "damaged").getFileName());
      }
      catchUp(file, table);
    });
    return kept[0];
  }

  private void underLock(EntryTable table, boolean anew) throws IOException, SQLException {
    locked(file -> {
      if (anew) {
        Files.deleteIfExists(folder.resolve(file.fileName()));
      }
      catchUp(file, table);
    });
  }

  /** Something to do with each mirror. */
  private interface Work {
    void on(MirrorFile file) throws IOException, SQLException;
  }

  private void locked(Work work) throws IOException, SQLException {
    Files.createDirectories(folder);
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve(".mirrors.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock lock = lock(channel)) {
      if (!lock.isValid()) {
        throw new IOException("the lock of the mirrors was lost");
      }
      for (MirrorFile file : MirrorFile.values()) {
        work.on(file);
      }
    }
  }

  /** Inside one process a second taker gets an exception instead of having to wait. */
  private static FileLock lock(FileChannel channel) throws IOException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        FileLock lock = channel.tryLock();
        if (lock != null) {
          return lock;
        }
      } catch (OverlappingFileLockException e) {
        LOG.trace("another journal of this process is at the mirrors", e);
      }
      try {
        Thread.sleep(PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    throw new IOException("another process holds the mirrors");
  }

  private void catchUp(MirrorFile file, EntryTable table) throws IOException, SQLException {
    Path path = folder.resolve(file.fileName());
    End end = end(path, file);
    if (end == null || !table.hashAt(end.sequence()).equals(end.hash())) {
      moveAside(path, "aside");
      end = new End(0, AuditChain.GENESIS);
    }
    try (FileChannel out =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      if (out.size() == 0) {
        write(out, file.header());
      }
      table.after(
          end.sequence(), file.where(), row -> writeUnchecked(out, Csv.line(file.values(row))));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Cuts a torn last line off and reads the one before it; null when the file is none of ours. The
   * end of a missing or empty file is the beginning of the chain.
   */
  static @Nullable End end(Path path, MirrorFile file) throws IOException {
    if (!Files.exists(path)) {
      return new End(0, AuditChain.GENESIS);
    }
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      String tail = tail(channel);
      int lastBreak = tail.lastIndexOf('\n');
      long torn = (long) tail.length() - 1 - lastBreak;
      if (torn > 0) {
        LOG.warn("A torn line at the end of {} was cut off", path);
        channel.truncate(channel.size() - torn);
      }
      if (channel.size() == 0) {
        return new End(0, AuditChain.GENESIS);
      }
      if (!startsWith(channel, file.header())) {
        return null;
      }
      if (channel.size() == file.header().length()) {
        return new End(0, AuditChain.GENESIS);
      }
      return endOf(tail.substring(tail.lastIndexOf('\n', lastBreak - 1) + 1, lastBreak));
    }
  }

  /** Where a mirror ends, without touching it; null when it is missing, empty or none of ours. */
  static @Nullable End peek(Path path, MirrorFile file) throws IOException {
    if (!Files.exists(path)) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      String tail = tail(channel);
      int lastBreak = tail.lastIndexOf('\n');
      if (lastBreak < 0 || !startsWith(channel, file.header())) {
        return null;
      }
      return endOf(tail.substring(tail.lastIndexOf('\n', lastBreak - 1) + 1, lastBreak));
    }
  }

  /** Mirrors that were moved aside because they did not fit the journal. */
  static List<Path> setAside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    try (var files = Files.newDirectoryStream(folder, "*.aside-*.csv")) {
      files.forEach(found::add);
    }
    found.sort(null);
    return found;
  }

  private static @Nullable End endOf(String line) {
    List<String> fields = Csv.fields(line);
    return fields.getFirst().matches("\\d{1,18}")
        ? new End(Long.parseLong(fields.getFirst()), fields.getLast())
        : null;
  }

  /**
   * The end of the file with one complete line at least. In Latin-1, so that a character is a byte;
   * only digits of it are ever used.
   */
  private static String tail(FileChannel channel) throws IOException {
    for (int atMost = TAIL; ; atMost *= 4) {
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), atMost));
      channel.read(bytes, channel.size() - bytes.capacity());
      String tail = new String(bytes.array(), StandardCharsets.ISO_8859_1);
      boolean oneLine = tail.lastIndexOf('\n', tail.lastIndexOf('\n') - 1) >= 0;
      if (oneLine || tail.length() == channel.size()) {
        return tail;
      }
    }
  }

  private static boolean startsWith(FileChannel channel, String header) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(header.length());
    return channel.read(bytes, 0) == header.length()
        && new String(bytes.array(), StandardCharsets.ISO_8859_1).equals(header);
  }

  private static Path moveAside(Path path, String word) throws IOException {
    String name = path.getFileName().toString().replace(".csv", "");
    for (int n = 1; ; n++) {
      Path aside = path.resolveSibling(name + "." + word + "-" + n + ".csv");
      if (!Files.exists(aside)) {
        Files.move(path, aside, StandardCopyOption.ATOMIC_MOVE);
        LOG.warn("{} is not as the journal has it and was moved to {}", path, aside);
        return aside;
      }
    }
  }

  private static void writeUnchecked(FileChannel out, String line) {
    try {
      write(out, line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(FileChannel out, String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }
}
