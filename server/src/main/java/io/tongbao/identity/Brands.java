package io.tongbao.identity;

import java.util.Collection;
import java.util.Map;

/** Brands that bear campaigns together with the house; kept by administrators. */
public interface Brands {

    /** How they are called, by id ({@code brd_…}); those not there are absent. */
    Map<String, String> names(Collection<String> ids);
}
