package io.tongbao.promotions.json;

import io.tongbao.promotions.Benefit;
import io.tongbao.promotions.Condition;
import io.tongbao.promotions.SponsorShare;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;

/** Any values of the model's types, along their components; what their constructors refuse is drawn anew. */
final class RandomModel {
    private static final int MAX_TRIES = 10_000;
    private static final String[] ZONES = {"Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC"};

    private final Random random;

    RandomModel(Random random) {
        this.random = random;
    }

    <T> T any(Class<T> type) {
        return type.cast(value(type, type, "", 0));
    }

    private Object value(Type type, Class<?> record, String field, int depth) {
        Class<?> raw = Fields.raw(type);
        if (raw == Optional.class) {
            return random.nextBoolean()
                    ? Optional.empty()
                    : Optional.of(value(Fields.argument(type, 0), record, field, depth));
        }
        if (raw == OptionalInt.class) {
            return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of((int) number(record, field, true));
        }
        if (raw == OptionalLong.class) {
            return random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(number(record, field, false));
        }
        if (raw == int.class) {
            return (int) number(record, field, true);
        }
        if (raw == long.class) {
            return number(record, field, false);
        }
        if (raw == boolean.class) {
            return random.nextBoolean();
        }
        if (raw == List.class) {
            return list(Fields.argument(type, 0), record, field, depth);
        }
        if (raw == Set.class) {
            return new LinkedHashSet<>(list(Fields.argument(type, 0), record, field, depth));
        }
        if (raw.isEnum()) {
            return raw.getEnumConstants()[random.nextInt(raw.getEnumConstants().length)];
        }
        if (Fields.hasKinds(raw)) {
            List<Class<?>> kinds = List.copyOf(Fields.kinds(raw).values());
            Class<?> kind = kinds.get(random.nextInt(kinds.size()));
            boolean branches =
                    kind == Condition.All.class || kind == Condition.Any.class || kind == Condition.Not.class;
            return branches && depth > 3 ? new Condition.NewCustomer(7) : record(kind, depth + 1);
        }
        return raw.isRecord() ? record(raw, depth + 1) : leaf(raw);
    }

    private Object leaf(Class<?> type) {
        if (type == Instant.class) {
            return Instant.ofEpochSecond(
                    1_700_000_000L + random.nextInt(100_000_000), random.nextLong(2) * 500_000_000L);
        }
        if (type == LocalTime.class) {
            return LocalTime.ofSecondOfDay(random.nextInt(86_400));
        }
        return type == ZoneId.class ? ZoneId.of(ZONES[random.nextInt(ZONES.length)]) : text();
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            text.appendCodePoint(
                    random.nextInt(5) == 0 ? "满\"\\\n😀".codePointAt(random.nextInt(5)) : 'a' + random.nextInt(26));
        }
        return text.toString();
    }

    private long number(Class<?> record, String field, boolean isInt) {
        Ranges.Range range = Ranges.of(record, field, isInt);
        return switch (random.nextInt(4)) {
            case 0 -> range.least();
            case 1 -> range.most();
            default -> random.nextLong(range.least(), Math.max(range.least() + 1, Math.min(range.most(), 20_000)));
        };
    }

    private List<Object> list(Type type, Class<?> record, String field, int depth) {
        if (type == SponsorShare.class) {
            int first = 1 + random.nextInt(9_999);
            return List.of(new SponsorShare("one", first), new SponsorShare("two", 10_000 - first));
        }
        if (type == Benefit.SpendAndSave.Step.class) {
            long first = random.nextLong(1, 1_000);
            return List.of(
                    new Benefit.SpendAndSave.Step(first * 2, first),
                    new Benefit.SpendAndSave.Step(first * 3, first * 2));
        }
        List<Object> values = new ArrayList<>();
        for (int i = random.nextInt(depth > 3 ? 1 : 3); i >= 0; i--) {
            if (random.nextInt(3) > 0) {
                values.add(value(type, record, field, depth));
            }
        }
        return values;
    }

    private Object record(Class<?> record, int depth) {
        for (int i = 0; i < MAX_TRIES; i++) {
            List<Object> arguments = new ArrayList<>();
            for (Fields.Field field : Fields.of(record).byName.values()) {
                arguments.add(value(field.type(), record, field.name(), depth));
            }
            try {
                return Fields.of(record).constructor.newInstance(arguments.toArray());
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new IllegalStateException(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
        throw new IllegalStateException("No " + record + " in " + MAX_TRIES + " tries");
    }
}
