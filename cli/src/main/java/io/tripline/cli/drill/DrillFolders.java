package io.tripline.cli.drill;

import io.tripline.cli.connect.Installation;
import io.tripline.cli.connect.RunState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folders that drills leave, below {@code .tripline/drills}. The newest ones stay to be looked
 * at; older ones go when the next drill begins, but never one that is in use or was to be kept.
 */
final class DrillFolders {
  /** Enough for every scenario and what was done before. */
  static final int STAY = 40;

  /** A drill that is being started has not said yet that it runs. */
  private static final Duration YOUNG = Duration.ofHours(2);

  private static final String KEPT = "kept";

  private DrillFolders() {}

  static Path below(Path home) {
    return home.resolve(".tripline").resolve("drills");
  }

  /** It stays until somebody removes it. */
  static void keep(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(KEPT), "This drill was run with --keep: no other drill removes it.\n");
  }

  /** Removes what may go; answers how many folders that were. */
  static int prune(Path drills, Instant now) throws IOException {
    if (!Files.isDirectory(drills)) {
      return 0;
    }
    List<Path> folders;
    try (Stream<Path> all = Files.list(drills)) {
      // Their names are the instants of their beginning.
      folders = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
    int removed = 0;
    for (Path folder : folders.subList(Math.min(STAY, folders.size()), folders.size())) {
      if (mayGo(folder, now)) {
        remove(folder);
        removed++;
      }
    }
    return removed;
  }

  private static boolean mayGo(Path folder, Instant now) throws IOException {
    return !Files.exists(folder.resolve(KEPT))
        && Files.getLastModifiedTime(folder).toInstant().isBefore(now.minus(YOUNG))
        && !inUse(folder);
  }

  /** Also by processes that were left when the drill was killed. */
  private static boolean inUse(Path folder) {
    return Installation.find(folder, null, Map.of())
        .running()
        .map(run -> run.alive() || run.processes().stream().anyMatch(RunState.ProcessAt::alive))
        .orElse(false);
  }

  /** Removes one folder with all that is in it. */
  static void remove(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
