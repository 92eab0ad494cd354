package io.tongbao.ledger;

import java.util.List;
import java.util.OptionalLong;

/** @param next pass as {@code before} for the next page; empty at the end */
public record EntryPage(List<RecordedEntry> entries, OptionalLong next) {}
