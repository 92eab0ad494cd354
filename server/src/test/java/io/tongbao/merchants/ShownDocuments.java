package io.tongbao.merchants;

import io.tongbao.Visitor;
import java.util.List;
import java.util.Map;

/** What every merchant of the tests has shown before it is let in. */
public final class ShownDocuments {
    /** A JPEG of eight pixels by eight would do; this is a PNG of one. */
    private static final String PICTURE =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private ShownDocuments() {}

    /** The owner brings what is required, and staff accept it. */
    public static void allRequired(Visitor owner, Visitor staff, String merchantId) {
        for (String kind : List.of("business_licence", "legal_person_id")) {
            String document = owner.post("/merchants/mine/documents", Map.of("kind", kind, "data", PICTURE))
                    .expect(201)
                    .json()
                    .path("id")
                    .asString();
            staff.post(
                            "/merchants/" + merchantId + "/documents/" + document + "/decision",
                            Map.of("decision", "accept"))
                    .expect(200);
        }
    }
}
