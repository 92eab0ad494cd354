package io.tongbao.connectors;

/**
 * Hears what banks call back, implemented by each who gives them instructions: all hear of every reference. Notices may come twice, late, out of order
 * or never, so one only says that there is something to inquire.
 */
public interface BankNotices {
    void onNotice(String bankCode, String reference);
}
