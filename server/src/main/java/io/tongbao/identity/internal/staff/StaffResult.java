package io.tongbao.identity.internal.staff;

import java.time.Instant;

/** What came of a member of staff's attempt; the cases say no more than the one who tries may know. */
sealed interface StaffResult {

    /** The password was right: {@code stepToken} lets the code be asked for. */
    record CodeNeeded(String stepToken) implements StaffResult {}

    record SignedIn(String staffId) implements StaffResult {}

    /** Wrong address, password or code: which one is not told. */
    record Failed() implements StaffResult {}

    record Locked(Instant until) implements StaffResult {}

    record Busy() implements StaffResult {}

    /** No such invitation, or it was accepted or has expired. */
    record InvitationOver() implements StaffResult {}

    /** The code does not come from the secret that the invitation showed. */
    record WrongCode() implements StaffResult {}

    record AddressTaken() implements StaffResult {}
}
