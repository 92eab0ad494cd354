package io.tongbao.platform.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.type.ResolvedType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the document as exact as the records it is read from, so that the types made from it need no guess: every field
 * of an answer is there, and null only where the record says Optional; a request may leave out or null what is Optional.
 */
final class ApiSchemas implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";

    private final Map<String, Class<?>> records = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        if (!chain.hasNext()) {
            return null;
        }
        Schema<?> resolved = chain.next().resolve(type, context, chain);
        if (resolved != null) {
            rawClass(type.getType())
                    .filter(raw -> raw.isRecord() && raw.getTypeParameters().length == 0)
                    .ifPresent(raw -> nameOf(resolved).ifPresent(name -> records.put(name, raw)));
        }
        return resolved;
    }

    private static Optional<Class<?>> rawClass(Type type) {
        return switch (type) {
            case Class<?> plain -> Optional.of(plain);
            case ResolvedType seenByJackson -> Optional.of(seenByJackson.getRawClass());
            default -> Optional.empty();
        };
    }

    private static Optional<String> nameOf(Schema<?> schema) {
        return Optional.ofNullable(schema.get$ref())
                .map(ApiSchemas::referred)
                .or(() -> Optional.ofNullable(schema.getName()));
    }

    private static String referred(String reference) {
        return reference.substring(REFERENCE.length());
    }

    void makeExact(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        Set<String> answered = answered(document, schemas);
        records.forEach((name, type) -> {
            Schema<?> schema = schemas.get(name);
            if (schema != null && schema.getProperties() != null) {
                for (RecordComponent component : type.getRecordComponents()) {
                    makeExact(schema, component, answered.contains(name));
                }
            }
        });
    }

    private static void makeExact(Schema<?> owner, RecordComponent component, boolean answered) {
        String name = Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(component.getName());
        Schema<?> property = owner.getProperties().get(name);
        if (property == null) {
            return;
        }
        boolean saidRequired =
                owner.getRequired() != null && owner.getRequired().contains(name);
        boolean mayMiss = Optional.class.isAssignableFrom(component.getType())
                || component.getAnnotatedType().isAnnotationPresent(Nullable.class);
        boolean leftOutIfEmpty = component.getAccessor().isAnnotationPresent(JsonInclude.class);
        if (!leftOutIfEmpty && (answered || !mayMiss)) {
            require(owner, name);
        }
        if (mayMiss && !(saidRequired && !answered)) {
            owner.getProperties().put(name, orNull(property));
        }
    }

    private static void require(Schema<?> owner, String name) {
        if (owner.getRequired() == null || !owner.getRequired().contains(name)) {
            owner.addRequiredItem(name);
        }
    }

    private static Schema<?> orNull(Schema<?> property) {
        if (property.get$ref() != null) {
            Schema<?> both = new Schema<>();
            both.setDescription(property.getDescription());
            property.setDescription(null);
            both.setAnyOf(List.of(property, new Schema<>().types(Set.of("null"))));
            return both;
        }
        Set<String> types = new LinkedHashSet<>(typesOf(property));
        types.add("null");
        property.setTypes(types);
        if (property.getEnum() != null && !property.getEnum().contains(null)) {
            List<Object> values = new ArrayList<>(property.getEnum());
            values.add(null);
            enumOf(property, values);
        }
        return property;
    }

    @SuppressWarnings("unchecked")
    private static void enumOf(Schema<?> property, List<Object> values) {
        ((Schema<Object>) property).setEnum(values);
    }

    private static Collection<String> typesOf(Schema<?> property) {
        if (property.getTypes() != null) {
            return property.getTypes();
        }
        return property.getType() == null ? List.of() : List.of(property.getType());
    }

    /** The schemas that answers are made of, directly or inside others. */
    private static Set<String> answered(OpenAPI document, Map<String, Schema> schemas) {
        Set<String> found = new HashSet<>();
        document.getPaths().values().stream()
                .flatMap(path -> path.readOperations().stream())
                .map(Operation::getResponses)
                .filter(Objects::nonNull)
                .flatMap(responses -> responses.values().stream())
                .flatMap(response -> Optional.ofNullable(response.getContent()).map(Content::values).stream())
                .flatMap(Collection::stream)
                .forEach(media -> follow(media.getSchema(), schemas, found));
        return found;
    }

    private static void follow(@Nullable Schema<?> schema, Map<String, Schema> schemas, Set<String> found) {
        if (schema == null) {
            return;
        }
        if (schema.get$ref() != null) {
            String name = referred(schema.get$ref());
            if (found.add(name)) {
                follow(schemas.get(name), schemas, found);
            }
        }
        follow(schema.getItems(), schemas, found);
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())
                .filter(Objects::nonNull)
                .flatMap(Collection::stream)
                .forEach(part -> follow((Schema<?>) part, schemas, found));
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(property -> follow(property, schemas, found));
        }
    }
}
