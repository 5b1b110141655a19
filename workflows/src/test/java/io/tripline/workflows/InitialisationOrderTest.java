package io.tripline.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whichever class of ours a process touches first, the shipped values are the same. Two classes
 * whose static values need each other would see a missing one, but only in a process that begins
 * with the wrong one of them.
 */
class InitialisationOrderTest {
  private static final String OURS = "io.tripline.";

  /** Takes our classes anew from the same files; everything else comes from the usual place. */
  private static final class Anew extends ClassLoader {
    private final List<Class<?>> defined = new ArrayList<>();

    Anew() {
      super(InitialisationOrderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> known = findLoadedClass(name);
        if (known != null) {
          return known;
        }
        return name.startsWith(OURS) ? define(name) : super.loadClass(name, resolve);
      }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
      try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
        if (in == null) {
          throw new ClassNotFoundException(name);
        }
        byte[] code = in.readAllBytes();
        Class<?> one = defineClass(name, code, 0, code.length);
        defined.add(one);
        return one;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Test
  void noShippedValueDependsOnTheClassThatIsTouchedFirst() throws Exception {
    TreeMap<String, Set<String>> seen = new TreeMap<>();
    TreeMap<String, String> by = new TreeMap<>();
    for (String first : ours()) {
      Anew loader = new Anew();
      Class.forName(first, true, loader);
      for (Class<?> one : List.copyOf(loader.defined)) {
        for (Field field : one.getDeclaredFields()) {
          if (isShippedRecord(field)) {
            field.setAccessible(true);
            String name = one.getName() + "." + field.getName();
            String value = String.valueOf(field.get(null));
            if (seen.computeIfAbsent(name, ignored -> new TreeSet<>()).add(value)) {
              by.merge(name, first, (a, b) -> a + ", " + b);
            }
          }
        }
      }
    }
    assertThat(seen.keySet())
        .contains("io.tripline.workflows.killswitch.Limits.DEFAULT")
        .hasSizeGreaterThan(20);
    seen.values().removeIf(values -> values.size() == 1);
    by.keySet().retainAll(seen.keySet());
    assertThat(seen).as("values by the class touched first: %s", by).isEmpty();
  }

  private static boolean isShippedRecord(Field field) {
    return Modifier.isStatic(field.getModifiers()) && field.getType().isRecord();
  }

  private static List<String> ours() throws IOException, URISyntaxException {
    Path root =
        Path.of(
            io.tripline.workflows.killswitch.Limits.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
          .sorted()
          .toList();
    }
  }
}
