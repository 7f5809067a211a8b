package dev.buildserver.gateway.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the members of one JSON object. What is wrong is noted, never thrown, so that everything is
 * looked at; a member that is wrong reads as absent. {@code null} is the same as absent.
 */
public final class Fields {
    // What no database and no other service could take.
    private static final Rule STORABLE = Rule.text(Integer.MAX_VALUE);

    private final ObjectNode node;
    private final String prefix;
    private final Violations violations;
    private final Set<String> known = new TreeSet<>();

    /**
     * @param prefix of the members' names in violations, such as {@code job.}; may be empty
     */
    public Fields(ObjectNode node, String prefix, Violations violations) {
        this.node = node;
        this.prefix = prefix;
        this.violations = violations;
    }

    /** Notes that a member is wrong. */
    public void wrong(String name, String message) {
        violations.add(prefix + name, message);
    }

    /** An object; missing is wrong. */
    Optional<Fields> object(String name) {
        JsonNode value = member(name);
        if (value instanceof ObjectNode object) {
            return Optional.of(new Fields(object, prefix + name + ".", violations));
        }
        wrong(name, value == null ? "is required" : "must be an object");
        return Optional.empty();
    }

    /** An object, or nothing. */
    Optional<Fields> optionalObject(String name) {
        return has(name) ? object(name) : Optional.empty();
    }

    /** Whether the member is there. */
    boolean has(String name) {
        return member(name) != null;
    }

    /** A text that keeps to a rule; missing is wrong. */
    Optional<String> required(String name, Rule rule) {
        JsonNode value = member(name);
        if (value == null) {
            wrong(name, "is required");
        }
        return text(name, value, rule);
    }

    /** A text that keeps to a rule, or nothing. */
    public Optional<String> optional(String name, Rule rule) {
        return text(name, member(name), rule);
    }

    /** True or false; missing is wrong. */
    public boolean requiredFlag(String name) {
        if (member(name) == null) {
            wrong(name, "is required");
        }
        return flag(name, false);
    }

    boolean flag(String name, boolean otherwise) {
        JsonNode value = member(name);
        if (value == null || value.isBoolean()) {
            return value == null ? otherwise : value.booleanValue();
        }
        wrong(name, "must be true or false");
        return otherwise;
    }

    int number(String name, int otherwise, int least, int most) {
        Integer number = number(name, least, most);
        return number == null ? otherwise : number;
    }

    /** A whole number; missing is wrong. */
    public Integer requiredNumber(String name, int least, int most) {
        if (member(name) == null) {
            wrong(name, "is required");
        }
        return number(name, least, most);
    }

    /** A whole number; null when there is none. */
    public Integer number(String name, int least, int most) {
        JsonNode value = member(name);
        if (value == null) {
            return null;
        }
        if (value.canConvertToInt() && value.isIntegralNumber()) {
            int number = value.intValue();
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(name, "must be a whole number from " + least + " to " + most);
        return null;
    }

    /** An object whose members are texts, with at most so many of them. */
    Map<String, String> map(String name, int most, Rule nameRule, Rule valueRule) {
        JsonNode value = member(name);
        Map<String, String> read = new LinkedHashMap<>();
        if (value == null) {
            return read;
        }
        if (!(value instanceof ObjectNode object)) {
            wrong(name, "must be an object");
            return read;
        }
        if (object.size() > most) {
            wrong(name, "must have at most " + most + " entries");
            return read;
        }
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            String key = entry.getKey();
            String field = name + "." + key;
            nameRule.objection(key).ifPresent(why -> wrong(field, "the name " + why));
            text(field, entry.getValue(), valueRule).ifPresent(text -> read.put(key, text));
        }
        return read;
    }

    /** An array of texts, with at most so many of them. */
    List<String> texts(String name, int most, Rule rule) {
        JsonNode value = member(name);
        List<String> read = new ArrayList<>();
        if (value == null) {
            return read;
        }
        if (!value.isArray()) {
            wrong(name, "must be an array");
            return read;
        }
        if (value.size() > most) {
            wrong(name, "must have at most " + most + " entries");
            return read;
        }
        for (int i = 0; i < value.size(); i++) {
            String place = name + "[" + i + "]";
            if (value.get(i).isNull()) {
                wrong(place, "must be a string");
            } else {
                text(place, value.get(i), rule).ifPresent(read::add);
            }
        }
        return read;
    }

    /** A member that only the server sets. */
    void serverSet(String name) {
        if (member(name) != null) {
            wrong(name, "is set by the server");
        }
    }

    /** Ends the reading: members that nobody asked for are wrong. */
    public void refuseOthers() {
        node.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                wrong(name, "is not a known field");
                            }
                        });
    }

    private JsonNode member(String name) {
        known.add(name);
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private Optional<String> text(String name, JsonNode value, Rule rule) {
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            wrong(name, "must be a string");
            return Optional.empty();
        }
        Optional<String> objection = STORABLE.and(rule).objection(value.textValue());
        objection.ifPresent(why -> wrong(name, why));
        return objection.isPresent() ? Optional.empty() : Optional.of(value.textValue());
    }
}
