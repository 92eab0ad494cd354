package io.tongbao.backtests.internal;

import io.tongbao.promotions.backtest.Report;
import java.util.List;
import java.util.Map;

/**
 * What came of a back-test, as it is kept.
 *
 * @param reports in the drafts' order
 * @param beside how many offers ran beside them
 * @param offerNames of the offers that the reports name
 */
record Result(List<Report> reports, int beside, Map<String, String> offerNames) {
    Result {
        reports = List.copyOf(reports);
        offerNames = Map.copyOf(offerNames);
    }
}
