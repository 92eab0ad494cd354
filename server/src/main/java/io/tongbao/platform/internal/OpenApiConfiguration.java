package io.tongbao.platform.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.converter.ResolvedSchema;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.HeaderParameter;
import io.swagger.v3.oas.models.parameters.QueryParameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.tongbao.platform.Device;
import io.tongbao.platform.IdempotencyKey;
import io.tongbao.platform.PageRequest;
import io.tongbao.platform.ProblemType;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API document says of parameters that controllers take as types, and of refusals, which any route may give. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(IdempotencyKey.class, PageRequest.class, Device.class);
    }

    @Bean
    OpenAPI document() {
        return new OpenAPI()
                .info(new Info()
                        .title("Tongbao")
                        .version("0.1.0")
                        .description("A wallet that pays, with the offers inside the payment. Amounts are whole minor"
                                + " units; refusals are RFC 9457 problem details."));
    }

    @Bean
    GlobalOperationCustomizer sharedParameters() {
        return (operation, handler) -> {
            Arrays.stream(handler.getMethodParameters()).forEach(parameter -> {
                if (parameter.getParameterType() == IdempotencyKey.class) {
                    operation.addParametersItem(new HeaderParameter()
                            .name(IdempotencyKey.HEADER)
                            .required(true)
                            .description("Names this request; asked again with the same key and body, the first answer"
                                    + " is given again.")
                            .schema(new StringSchema().minLength(1).maxLength(128)));
                }
                if (parameter.getParameterType() == PageRequest.class) {
                    addPaging(operation);
                }
            });
            return operation;
        };
    }

    private static void addPaging(Operation operation) {
        operation.addParametersItem(new QueryParameter()
                .name("cursor")
                .description("The next of the page before.")
                .schema(new StringSchema()));
        IntegerSchema limit = new IntegerSchema();
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        limit.setDefault(PageRequest.DEFAULT_LIMIT);
        operation.addParametersItem(new QueryParameter().name("limit").schema(limit));
    }

    @Bean
    ApiSchemas apiSchemas() {
        return new ApiSchemas();
    }

    @Bean
    GlobalOpenApiCustomizer refusals(ApiSchemas schemas) {
        return document -> {
            ResolvedSchema problem = ModelConverters.getInstance(true)
                    .resolveAsResolvedSchema(new AnnotatedType(Problem.class).resolveAsRef(true));
            problem.referencedSchemas.forEach(
                    (name, schema) -> document.getComponents().addSchemas(name, schema));
            ApiResponse refused = new ApiResponse()
                    .description("Refused, or failed")
                    .content(new Content()
                            .addMediaType(
                                    "application/problem+json",
                                    new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(operation -> operation.getResponses().addApiResponse("default", refused));
            schemas.makeExact(document);
        };
    }

    /** The members that every refusal has; some carry more, named by the route. */
    @io.swagger.v3.oas.annotations.media.Schema(name = "Problem")
    record Problem(
            @NotNull String type,
            @NotNull String title,
            @NotNull int status,
            @NotNull String detail,
            @NotNull ProblemType code,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ProblemField> errors) {}

    @io.swagger.v3.oas.annotations.media.Schema(name = "ProblemField")
    record ProblemField(
            @NotNull String field,
            @NotNull String code,
            @NotNull String message) {}
}
