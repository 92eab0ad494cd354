package io.tongbao.identity.internal;

import io.tongbao.identity.Role;
import java.util.Optional;

/** Who of the staff may what; sessions ask at sign-in and when their copy is old. */
public interface StaffRoles {

    Optional<StaffMember> find(String staffId);

    record StaffMember(String id, String name, String email, Role role) {}
}
