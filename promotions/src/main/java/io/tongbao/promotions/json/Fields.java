package io.tongbao.promotions.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the form knows of a record: its fields in order, found once. */
final class Fields {
    /** Says which of the records that may stand in a place stands there. */
    static final String KIND = "kind";

    private static final ClassValue<Fields> KNOWN = new ClassValue<>() {
        @Override
        protected Fields computeValue(Class<?> record) {
            return new Fields(record);
        }
    };

    /** @param absent what it is where it is absent; null if it must be there */
    record Field(String name, Type type, Method accessor, Defaults.@Nullable Default absent) {

        Object of(Object record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    final Class<?> record;
    final Constructor<?> constructor;
    final Map<String, Field> byName;

    private Fields(Class<?> record) {
        this.record = record;
        Map<String, Field> fields = new LinkedHashMap<>();
        List<Class<?>> types = new ArrayList<>();
        for (RecordComponent component : record.getRecordComponents()) {
            String name = component.getName();
            component.getAccessor().setAccessible(true);
            fields.put(
                    name,
                    new Field(
                            name,
                            component.getGenericType(),
                            component.getAccessor(),
                            Defaults.of(record, name, component.getType())));
            types.add(component.getType());
        }
        byName = fields;
        try {
            constructor = record.getDeclaredConstructor(types.toArray(new Class<?>[0]));
            constructor.setAccessible(true);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    static Fields of(Class<?> record) {
        return KNOWN.get(record);
    }

    /** Whether one of several records may stand for it. */
    static boolean hasKinds(Class<?> type) {
        return type.isInterface() && type.isSealed();
    }

    /** The records of a sealed type by their kinds. */
    static Map<String, Class<?>> kinds(Class<?> type) {
        Map<String, Class<?>> kinds = new LinkedHashMap<>();
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            kinds.put(snake(permitted.getSimpleName()), permitted);
        }
        return kinds;
    }

    /** {@code SpendAndSave} is {@code spend_and_save}. */
    static String snake(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    static String code(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Class<?> raw(Type type) {
        return type instanceof ParameterizedType of ? (Class<?>) of.getRawType() : (Class<?>) type;
    }

    static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }
}
