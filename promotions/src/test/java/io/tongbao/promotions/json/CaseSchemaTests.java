package io.tongbao.promotions.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The committed schema is what editors and other tools check cases by; its examples are those of docs/api/price.md. After a wanted change
 * write it anew: {@code mvn test -pl promotions -Dtest=CaseSchemaTests -Dsurefire.args=-Dtongbao.schema.write=true}.
 */
class CaseSchemaTests {
    private static final Path COMMITTED = Path.of("..", "docs", "api", "price-case.schema.json");
    private static final Path PAGE = Path.of("..", "docs", "api", "price.md");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Test
    void theCommittedSchemaIsOfTheRecords() throws IOException {
        List<JsonNode> examples = examples().stream().map(JSON::readTree).toList();
        String made = Documents.text(CaseSchema.of(examples)) + "\n";
        if (Boolean.getBoolean("tongbao.schema.write")) {
            Files.writeString(COMMITTED, made);
        }
        assertThat(Files.readString(COMMITTED))
                .as("docs/api/price-case.schema.json is out of date; see this class for how to write it")
                .isEqualTo(made);
    }

    @Test
    void theExamplesPriceAsTheySay() throws IOException {
        assertThat(examples()).hasSize(2);
        for (String example : examples()) {
            PriceCases.Outcome outcome = PriceCases.run(example);
            assertThat(outcome.asExpected()).as(outcome.json()).isTrue();
            assertThat(example).contains("\"expected\"");
        }
        for (JsonNode example : JSON.readTree(Files.readString(COMMITTED)).get("examples")) {
            assertThat(PriceCases.run(example.toString()).asExpected()).isTrue();
        }
    }

    private static List<String> examples() throws IOException {
        Matcher blocks = Pattern.compile("```json\\R(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        return blocks.results().map(block -> block.group(1)).toList();
    }
}
