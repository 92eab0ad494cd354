package io.tongbao.connectors;

/** A bank's word on an instruction. Only {@link Done} and {@link Declined} are final; they never change. */
public sealed interface BankAnswer {

    record Done(String bankReference) implements BankAnswer {}

    /** Not carried out, and never will be. @param reason kebab-case, such as {@code insufficient-funds} */
    record Declined(String reason) implements BankAnswer {}

    /** Taken on; the outcome comes later. */
    record Accepted() implements BankAnswer {}

    /** No answer in time: it may or may not have been carried out. */
    record Unclear() implements BankAnswer {}

    /** Only from an inquiry: the bank has no such reference. It may be given again, under the same reference. */
    record NotKnown() implements BankAnswer {}
}
