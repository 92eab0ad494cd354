package io.tongbao;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The committed API document is the contract from which the apps' types are made. After a wanted change write it anew:
 * {@code mvn -pl server -am test -Dtest=ApiDocumentTests -Dsurefire.failIfNoSpecifiedTests=false
 * -Dsurefire.args=-Dtongbao.openapi.write=true}.
 */
@ServerTest
class ApiDocumentTests {
    private static final Path COMMITTED = Path.of("..", "docs", "api", "openapi.json");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final World world;

    ApiDocumentTests(World world) {
        this.world = world;
    }

    @Test
    void theCommittedDocumentIsWhatTheServerSays() throws IOException {
        String said = sorted(document());
        if (Boolean.getBoolean("tongbao.openapi.write")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.writeString(COMMITTED, said);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/api/openapi.json is out of date; see this class for how to write it")
                .isEqualTo(said);
    }

    @Test
    void operationsAreNamedByHandAndOnce() {
        List<String> names = new ArrayList<>();
        document()
                .path("paths")
                .forEach(path -> path.forEach(
                        operation -> names.add(operation.path("operationId").asString())));
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z]+"));
    }

    private ObjectNode document() {
        ObjectNode document = (ObjectNode)
                world.aVisitor("wallet").get("/v3/api-docs").expect(200).json();
        document.remove("servers");
        return document;
    }

    private static String sorted(JsonNode document) {
        return JSON.writeValueAsString(JSON.treeToValue(document, Object.class)) + "\n";
    }
}
