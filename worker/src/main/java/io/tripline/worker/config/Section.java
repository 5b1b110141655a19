package io.tripline.worker.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A mapping of the file while it is read. Every key that is asked for becomes a known one; {@link
 * #refuseOthers} then names the rest. A value that can't be read is a problem and counts as absent.
 */
final class Section {
  private final String path;
  private final Node.Mapping mapping;
  private final Problems problems;
  private final Set<String> known = new LinkedHashSet<>();

  Section(String path, Node.Mapping mapping, Problems problems) {
    this.path = path;
    this.mapping = mapping;
    this.problems = problems;
  }

  /** Whether the file has a value for it. */
  boolean has(String key) {
    known.add(key);
    Node node = mapping.entries().get(key);
    return node != null && !(node instanceof Node.Nothing);
  }

  /** Whether its value is this single word. */
  boolean isWord(String key, String word) {
    known.add(key);
    return mapping.entries().get(key) instanceof Node.Scalar scalar && scalar.text().equals(word);
  }

  /** Whether its value is a mapping. */
  boolean isMapping(String key) {
    known.add(key);
    return mapping.entries().get(key) instanceof Node.Mapping;
  }

  String text(String key, String fallback) {
    return value(key, fallback, "must be text", text -> text);
  }

  /** {@code parse} throws {@link IllegalArgumentException} for what is not {@code allowed}. */
  <T extends @Nullable Object> T value(
      String key, T fallback, String allowed, Function<String, ? extends T> parse) {
    known.add(key);
    Node node = mapping.entries().get(key);
    return switch (node) {
      case null -> fallback;
      case Node.Scalar scalar -> parsed(key, scalar, fallback, allowed, parse);
      case Node.Nothing nothing -> {
        problems.add(at(key), nothing.line(), "has no value; it " + allowed);
        yield fallback;
      }
      case Node.Mapping nested -> {
        problems.add(at(key), nested.line(), allowed + ", was a mapping");
        yield fallback;
      }
      case Node.Sequence list -> {
        problems.add(at(key), list.line(), allowed + ", was a list");
        yield fallback;
      }
    };
  }

  private <T extends @Nullable Object> T parsed(
      String key,
      Node.Scalar scalar,
      T fallback,
      String allowed,
      Function<String, ? extends T> parse) {
    try {
      return parse.apply(scalar.text());
    } catch (IllegalArgumentException e) {
      problems.add(at(key), scalar.line(), allowed + ", was " + scalar.text());
      return fallback;
    }
  }

  /** Like {@link #value}, for what must not be repeated in a message. */
  <T> T hidden(String key, T fallback, String allowed, Function<String, T> parse) {
    known.add(key);
    Node node = mapping.entries().get(key);
    if (node == null) {
      return fallback;
    }
    try {
      if (node instanceof Node.Scalar scalar) {
        return parse.apply(scalar.text());
      }
    } catch (IllegalArgumentException e) {
      // The parser's message may repeat the text, which may be a key.
    }
    problems.add(at(key), node.line(), allowed);
    return fallback;
  }

  /** A mapping; an absent one is empty. */
  Section section(String key) {
    known.add(key);
    Node node = mapping.entries().get(key);
    return switch (node) {
      case Node.Mapping nested -> new Section(at(key), nested, problems);
      case null -> empty(key);
      case Node.Nothing nothing -> empty(key);
      case Node.Scalar scalar -> wrongShape(key, scalar.line());
      case Node.Sequence list -> wrongShape(key, list.line());
    };
  }

  private Section wrongShape(String key, int line) {
    problems.add(at(key), line, "must hold keys with values");
    return empty(key);
  }

  private Section empty(String key) {
    return new Section(at(key), new Node.Mapping(mapping.line(), Map.of()), problems);
  }

  /** A list of single values. */
  <T> List<T> list(String key, String allowed, Function<String, T> parse) {
    List<T> found = new ArrayList<>();
    List<Node> items = items(key, allowed);
    for (int i = 0; i < items.size(); i++) {
      String item = key + "[" + i + "]";
      if (items.get(i) instanceof Node.Scalar scalar) {
        @Nullable T value = parsed(item, scalar, null, allowed, parse);
        if (value != null) {
          found.add(value);
        }
      } else {
        problems.add(at(item), items.get(i).line(), allowed);
      }
    }
    return found;
  }

  /** A list of mappings. */
  List<Section> sections(String key, String allowed) {
    List<Section> found = new ArrayList<>();
    List<Node> items = items(key, allowed);
    for (int i = 0; i < items.size(); i++) {
      String item = at(key + "[" + i + "]");
      if (items.get(i) instanceof Node.Mapping nested) {
        found.add(new Section(item, nested, problems));
      } else {
        problems.add(item, items.get(i).line(), allowed);
      }
    }
    return found;
  }

  private List<Node> items(String key, String allowed) {
    known.add(key);
    Node node = mapping.entries().get(key);
    return switch (node) {
      case null -> List.of();
      case Node.Nothing nothing -> List.of();
      case Node.Sequence list -> list.items();
      case Node.Scalar scalar -> {
        problems.add(at(key), scalar.line(), "must be a list; each " + allowed);
        yield List.of();
      }
      case Node.Mapping nested -> {
        problems.add(at(key), nested.line(), "must be a list; each " + allowed);
        yield List.of();
      }
    };
  }

  /** Names each key that nobody asked for, with the known key that is nearest to it. */
  void refuseOthers() {
    mapping
        .entries()
        .forEach((key, node) -> {
          if (!known.contains(key)) {
            problems.add(
                at(key),
                node.line(),
                "unknown key; "
                    + NearestName.to(key, known)
                        .map(nearest -> "did you mean " + nearest + "?")
                        .orElse("known here: " + String.join(", ", known)));
          }
        });
  }

  /** Notes something that is wrong with a key of this section. */
  void problem(String key, String sentence) {
    Node node = mapping.entries().get(key);
    problems.add(at(key), node == null ? 0 : node.line(), sentence);
  }

  private String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
