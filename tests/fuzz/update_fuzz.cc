// Update masks, page tokens and page sizes: a mask that passes writes its fields and no
// other, a token that was not made for this call is refused.
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/stubs/logging.h"
#include "google/protobuf/util/field_mask_util.h"
#include "services/cases/rules.h"
#include "services/common/paging.h"
#include "services/common/person_rules.h"
#include "services/common/update.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"

namespace balcao::fuzz {
namespace {

using google::protobuf::FieldMask;

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);

services::Call CallOf(v1::Role role) {
  services::Call call;
  call.caller.role = role;
  call.caller.account = storage::Id::FromBytes("an-account-of-16");
  call.method = "balcao.v1.People/ListPeople";
  return call;
}

template <class T>
void CheckCopy(const FieldMask& mask, const T& from, const T& to) {
  T copied = to;
  services::CopyFields(mask, from, copied);
  T again = copied;
  services::CopyFields(mask, from, again);
  BALCAO_REQUIRE(again.SerializeAsString() == copied.SerializeAsString());
  T only_from, only_copied;
  services::CopyFields(mask, from, only_from);
  services::CopyFields(mask, copied, only_copied);
  BALCAO_REQUIRE(only_from.SerializeAsString() == only_copied.SerializeAsString());
  // Without the mask's fields nothing changed.
  T before = to;
  const T empty;
  services::CopyFields(mask, empty, before);
  services::CopyFields(mask, empty, copied);
  BALCAO_REQUIRE(before.SerializeAsString() == copied.SerializeAsString());
}

template <class T>
void CheckUpdate(Input& input, bool (*is_updatable)(std::string_view)) {
  FieldMask mask;
  const std::string paths = input.Piece();
  for (const absl::string_view path : absl::StrSplit(paths, ',')) {
    mask.add_paths(std::string(path));
  }
  T from, to;
  if (!from.ParseFromString(input.Piece()) || !to.ParseFromString(input.Rest())) return;
  bool copies = false;
  for (const v1::Role role :
       {v1::ROLE_DESK_WORKER, v1::ROLE_SUPERVISOR, v1::ROLE_HELPLINE_OPERATOR}) {
    const absl::Status status =
        services::CheckMask(CallOf(role), *T::descriptor(), mask, is_updatable);
    copies = copies || status.ok();
  }
  if (copies) CheckCopy(mask, from, to);
}

void CheckTokens(Input& input) {
  static const Folder folder;
  static const std::unique_ptr<storage::Vault> vault = MakeVault(folder);
  static const storage::Codec codec(vault.get());
  services::House house = {};
  house.codec = &codec;
  const services::Call call = CallOf(v1::ROLE_DESK_WORKER);
  const auto size = services::PageSize(static_cast<int>(input.Number(4)), 50, 200);
  BALCAO_REQUIRE(!size.ok() || (*size >= 0 && *size <= 200));
  const auto row = static_cast<int64_t>(input.Number(8));
  const std::string token = services::MakePageToken(house, call, row);
  const auto parsed = services::ParsePageToken(house, call, token);
  BALCAO_REQUIRE(parsed.ok() && *parsed == row);
  const std::string altered = Edited(token, input);
  const auto other = services::ParsePageToken(house, call, altered);
  BALCAO_REQUIRE(!other.ok() || *other == row || altered.empty());
  services::Call another = call;
  another.caller.account = storage::Id::FromBytes("another-of-16-by");
  BALCAO_REQUIRE(row == 0 || !services::ParsePageToken(house, another, token).ok());
}

}  // namespace

std::vector<std::string> Seeds() {
  v1::Person from, to;
  from.set_given_name("Ana");
  from.add_phones("912345678");
  to.set_family_name("Silva");
  to.mutable_birth_date()->set_year(1990);
  v1::Case of, at;
  of.set_summary("a");
  at.set_summary("b");
  at.set_receipt_number("1");
  return {std::string("\0", 1) + AsPiece("given_name,birth_date,phones") +
              AsPiece(from.SerializeAsString()) + to.SerializeAsString(),
          std::string("\1", 1) + AsPiece("summary,receipt_number") +
              AsPiece(of.SerializeAsString()) + at.SerializeAsString(),
          std::string("\2\x32\0\0\0\x07\0\0\0\0\0\0\0", 13),
          std::string("\2\x32\0\0\0\x07\0\0\0\0\0\0\0\x03\x01\x01x", 17)};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao;
  fuzz::Input input(data, size);
  switch (input.Byte() % 3) {
    case 0:
      fuzz::CheckUpdate<v1::Person>(input, services::IsUpdatable);
      break;
    case 1:
      fuzz::CheckUpdate<v1::Case>(input, services::IsCaseUpdatable);
      break;
    default:
      fuzz::CheckTokens(input);
  }
  return 0;
}
