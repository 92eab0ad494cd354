package io.tongbao.identity.internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes what has expired: sessions, codes, half sign-ins. Nothing rests on it; expired rows count as gone already. */
@Component
class ForgettingOld {
    private static final Logger log = LoggerFactory.getLogger(ForgettingOld.class);

    private final SignInCodes codes;
    private final SessionStore sessions;
    private final StaffStore staff;

    ForgettingOld(SignInCodes codes, SessionStore sessions, StaffStore staff) {
        this.codes = codes;
        this.sessions = sessions;
        this.staff = staff;
    }

    @Scheduled(initialDelay = 60_000, fixedDelay = 600_000)
    void forget() {
        try {
            codes.forgetOld();
            sessions.forgetOld();
            staff.forgetOld();
        } catch (DataAccessException e) {
            log.warn("Expired rows stay for now: {}", e.getMessage());
        }
    }
}
