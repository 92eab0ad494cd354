package io.tongbao.settlements.internal;

/** What came of a settlement that was drawn up; once it is there, the settlement counts. */
record Settled(String settlementId, String merchantId, int seq, Division division) {}
