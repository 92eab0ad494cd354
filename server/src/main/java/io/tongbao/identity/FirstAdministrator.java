package io.tongbao.identity;

/** The way in for the first administrator, while there is none. */
public interface FirstAdministrator {

    /** Whether nobody can administer yet. */
    boolean isMissing();

    /**
     * A new invitation's token, for {@code /staff-invitations/{token}}: good for one person and one day. Earlier
     * invitations of this kind end.
     */
    String invite();
}
