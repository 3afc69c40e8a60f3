// What people are told: short enough to be read, and nothing in it of what was asked.
// That no reason is left out, deploy/checks/texts sees.
#include "services/common/texts.h"

#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

TEST(Texts, AReasonHasASentenceAndAnUnknownOneHasNone) {
  EXPECT_EQ(TextOf("TICKET_CLOSED"), "A senha já terminou.");
  EXPECT_EQ(TextOf("STALE_ETAG"),
            "O registo foi alterado entretanto. Leia-o de novo antes de gravar.");
  EXPECT_EQ(TextOf("NOBODY_GIVES_THIS"), "");
  EXPECT_EQ(TextOf(""), "");
}

}  // namespace
}  // namespace balcao::services
