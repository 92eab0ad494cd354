package io.tongbao.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Opens a session for somebody who has proved who they are, replacing the one the browser had at that app. */
public interface SessionOpening {

    /** @param principalId a person ({@code cus_…}) at wallet or merchant, or a member of staff ({@code stf_…}) at the console */
    void open(String principalId, App app, HttpServletRequest request, HttpServletResponse response);
}
