#include "services/common/paging.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "services/common/errors.h"
#include "storage/common/text.h"

namespace balcao::services {
namespace {

uint64_t Mac(const House& house, const Call& call, int64_t row) {
  return house.codec->vault().Blind(
      storage::Purpose::kToken,
      absl::StrCat("page|", call.method, "|", AbslView(call.caller.account.bytes()), "|", row));
}

}  // namespace

absl::StatusOr<int> PageSize(int asked, int by_default, int most) {
  if (asked < 0) return InvalidField("page_size", "NEGATIVE", "0 or more");
  return asked == 0 ? by_default : std::min(asked, most);
}

std::string MakePageToken(const House& house, const Call& call, int64_t row) {
  if (row == 0) return "";
  const uint64_t mac = Mac(house, call, row);
  std::string bytes(16, '\0');
  std::memcpy(bytes.data(), &row, 8);
  std::memcpy(bytes.data() + 8, &mac, 8);
  return absl::WebSafeBase64Escape(bytes);
}

absl::StatusOr<int64_t> ParsePageToken(const House& house, const Call& call,
                                       const std::string& token) {
  if (token.empty()) return 0;
  std::string bytes;
  int64_t row = 0;
  uint64_t mac = 0;
  if (absl::WebSafeBase64Unescape(token, &bytes) && bytes.size() == 16) {
    std::memcpy(&row, bytes.data(), 8);
    std::memcpy(&mac, bytes.data() + 8, 8);
    if (mac == Mac(house, call, row)) return row;
  }
  return InvalidField("page_token", "NOT_A_PAGE_TOKEN", "as the last page gave it");
}

}  // namespace balcao::services
