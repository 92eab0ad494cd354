package io.tongbao.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** Opens a session without a code or a password: for the demo's one-tap sign-in, and there only in demo mode. */
public interface SessionOpening {

    /** Signs the person or member of staff in and sets the app's cookie; a session that was there is ended. */
    void open(String subject, App app, HttpServletRequest request, HttpServletResponse response);
}
