package io.tongbao.identity;

import java.util.Collection;
import java.util.Map;

/** How members of staff are called, for other members of staff. */
public interface StaffNames {

    /** By id; those not there are absent. */
    Map<String, String> names(Collection<String> ids);
}
