package io.tongbao.promotions;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A condition in the Common Expression Language, checked against the types of these variables when it is compiled:
 *
 * <pre>
 *   gross, net, quantity                     int     the goods in minor units, before and after other offers; units
 *   products, categories                     list    of the basket's lines
 *   merchant, store, channel, device         string  empty where not known
 *   source, issuer, brand                    string  what it is paid with; empty while that is open
 *   tier                                     string  empty for none
 *   tags, lists                              list    the customer's
 *   orders, ordersHere                       int     paid before: in the wallet, at this merchant
 *   date, hour, weekday                      string 2026-11-11, int 0 to 23, int 1 (Monday) to 7, in the offer's zone
 * </pre>
 *
 * There are no macros and so no loops: it takes as long as it is, and it is at most {@value #MAX_LENGTH} characters. What can't be
 * reckoned (a division by zero) is not met.
 */
final class CelExpression {
    static final int MAX_LENGTH = 1_000;
    private static final int MAX_DEPTH = 32;

    private final String text;
    private final CelRuntime.Program program;
    private final Set<String> variables;

    private CelExpression(String text, CelRuntime.Program program, Set<String> variables) {
        this.text = text;
        this.program = program;
        this.variables = variables;
    }

    /** The compiler is large; it is there from the first expression on. */
    private static final class Language {
        static final CelOptions OPTIONS = CelOptions.current()
                .maxExpressionCodePointSize(MAX_LENGTH)
                .maxParseRecursionDepth(MAX_DEPTH)
                .build();
        static final CelCompiler COMPILER = compiler();
        static final CelRuntime RUNTIME = CelRuntimeFactory.standardCelRuntimeBuilder()
                .setOptions(OPTIONS)
                .build();

        private static CelCompiler compiler() {
            var builder = CelCompilerFactory.standardCelCompilerBuilder()
                    .setOptions(OPTIONS)
                    .setStandardMacros(List.of())
                    .setResultType(SimpleType.BOOL);
            for (String name : List.of("gross", "net", "quantity", "orders", "ordersHere", "hour", "weekday")) {
                builder.addVar(name, SimpleType.INT);
            }
            for (String name :
                    List.of("merchant", "store", "channel", "device", "source", "issuer", "brand", "tier", "date")) {
                builder.addVar(name, SimpleType.STRING);
            }
            for (String name : List.of("products", "categories", "tags", "lists")) {
                builder.addVar(name, ListType.create(SimpleType.STRING));
            }
            return builder.build();
        }
    }

    /** @throws IllegalArgumentException if it is too large, does not parse or is not of the right types; says where */
    static CelExpression compile(String text) {
        if (text.codePointCount(0, text.length()) > MAX_LENGTH) {
            throw new IllegalArgumentException("An expression has at most " + MAX_LENGTH + " characters");
        }
        try {
            CelAbstractSyntaxTree tree = Language.COMPILER.compile(text).getAst();
            Set<String> variables = tree.getReferenceMap().values().stream()
                    .map(reference -> reference.name())
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toSet());
            return new CelExpression(text, Language.RUNTIME.createProgram(tree), variables);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("Not an expression that is true or false: " + e.getMessage(), e);
        }
    }

    boolean readsNet() {
        return variables.contains("net");
    }

    boolean readsOrders() {
        return !ordersRead().isEmpty();
    }

    Set<OrderScope> ordersRead() {
        Set<OrderScope> scopes = EnumSet.noneOf(OrderScope.class);
        if (variables.contains("orders")) {
            scopes.add(OrderScope.WALLET);
        }
        if (variables.contains("ordersHere")) {
            scopes.add(OrderScope.MERCHANT);
        }
        return scopes;
    }

    Set<Circumstance> circumstances() {
        Set<Circumstance> read = EnumSet.noneOf(Circumstance.class);
        if (variables.contains("source") || variables.contains("issuer") || variables.contains("brand")) {
            read.add(Circumstance.SOURCE);
        }
        if (variables.contains("lists")) {
            read.add(Circumstance.LISTS);
        }
        return read;
    }

    @Nullable
    Miss judge(Facts facts, Running running, ZoneId zone) {
        try {
            Object answer = program.eval(name -> Optional.of(value(name, facts, running, zone)));
            return Boolean.TRUE.equals(answer) ? null : new Miss(Reason.EXPRESSION, text, () -> "false");
        } catch (CelEvaluationException e) {
            String message = String.valueOf(e.getMessage());
            return new Miss(Reason.EXPRESSION, text, () -> message);
        }
    }

    private static Object value(String name, Facts facts, Running running, ZoneId zone) {
        Setting setting = facts.setting();
        return switch (name) {
            case "gross" -> facts.goodsGross();
            case "net" -> running.goodsNet();
            case "quantity" -> {
                long units = 0;
                for (int i = 0; i < facts.size(); i++) {
                    units += facts.quantity(i);
                }
                yield units;
            }
            case "products" -> List.copyOf(facts.products());
            case "categories" -> List.copyOf(facts.categories());
            case "merchant" -> setting.merchantId().orElse("");
            case "store" -> setting.store().orElse("");
            case "channel" -> setting.channel().orElse("");
            case "device" -> setting.device().orElse("");
            case "source" -> setting.source().map(Setting.Source::kind).orElse("");
            case "issuer" -> setting.source().flatMap(Setting.Source::issuer).orElse("");
            case "brand" -> setting.source().flatMap(Setting.Source::brand).orElse("");
            case "tier" -> facts.customer().tier().orElse("");
            case "tags" -> List.copyOf(facts.customer().tags());
            case "lists" -> List.copyOf(facts.customer().lists());
            case "orders" -> facts.standing().ordersInWallet();
            case "ordersHere" -> facts.standing().ordersAtMerchant();
            case "date" -> facts.today(zone).toString();
            case "hour" -> (long) facts.local(zone).getHour();
            case "weekday" -> (long) facts.local(zone).getDayOfWeek().getValue();
            default -> throw new IllegalStateException("A variable that the compiler does not know: " + name);
        };
    }
}
