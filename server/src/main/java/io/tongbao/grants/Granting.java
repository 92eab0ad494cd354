package io.tongbao.grants;

/** Makes what gives one kind of thing to lists of people. */
public interface Granting {

    /**
     * @param kind by which its lists, and the keys of what is given, are told apart from others'; the same at every start
     * @param prefix of the ids of its lists
     */
    ListGrants of(String kind, String prefix, Giver giver);
}
