// Names, ids, references, days: what is read prints as it was written, or as its one
// normal form.
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/common/civil.h"
#include "services/common/reference.h"
#include "services/intake/rules.h"
#include "services/plan/rules.h"
#include "storage/records/id.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

void CheckIds(const std::string& text) {
  const auto id = storage::Id::Parse(text);
  if (id.ok()) BALCAO_REQUIRE(id->ToString() == absl::AsciiStrToLower(text));
  const storage::Id bytes = storage::Id::FromBytes(text);
  BALCAO_REQUIRE(bytes.empty() || bytes.bytes() == text);
  const auto parsed = storage::Id::Parse(bytes.ToString());
  BALCAO_REQUIRE(parsed.ok() && *parsed == bytes);
  for (const char* collection : {"people", "cases", ""}) {
    const auto named = storage::ParseResourceName(collection, text);
    if (!named.ok()) continue;
    BALCAO_REQUIRE(storage::ResourceName(collection, *named) == absl::AsciiStrToLower(text));
  }
}

void CheckParts(const std::string& text) {
  const auto ticket = services::ParseTicketName(text);
  if (ticket.ok()) {
    BALCAO_REQUIRE(ticket->index >= 0 && ticket->index < services::kTicketsMax);
    const std::string name =
        services::TicketName(storage::ResourceName("visits", ticket->visit), ticket->index);
    BALCAO_REQUIRE(name == absl::AsciiStrToLower(text));
  }
  const auto reading = services::ParseReadingName(text);
  if (reading.ok()) {
    BALCAO_REQUIRE(absl::StrCat(reading->figure, "/readings/", reading->month) == text);
  }
}

void CheckDays(const std::string& text) {
  const auto day = services::ParseDay(text);
  if (!day.ok()) return;
  BALCAO_REQUIRE(services::DayText(*day) == text);
  BALCAO_REQUIRE(services::DayFromNumber(services::DayNumber(*day)) == *day);
}

void CheckReferences(const std::string& text) {
  if (!services::IsReference(text)) return;
  BALCAO_REQUIRE(services::IsReference(absl::AsciiStrToLower(text)));
  std::string slip = text;
  slip.back() = slip.back() == '0' ? '1' : '0';
  BALCAO_REQUIRE(!services::IsReference(slip));
}

void CheckTimes(const std::string& bytes) {
  Input input(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
  const auto time_us = static_cast<int64_t>(input.Number(8));
  BALCAO_REQUIRE(services::MicrosOf(services::TimestampOf(time_us)) == time_us);
  services::DayNumber(services::DayOf(time_us, services::ZoneOf("Atlantic/Azores")));
  v1::Date date;
  date.set_year(static_cast<int32_t>(input.Number(4)));
  date.set_month(static_cast<int32_t>(input.Number(4)));
  date.set_day(static_cast<int32_t>(input.Number(4)));
  services::IsDate(date);
  const storage::Id id = storage::Id::Version7(input.Number(8), input.Number(8));
  BALCAO_REQUIRE(id.ToString()[14] == '7' && storage::Id::Parse(id.ToString()).value() == id);
}

}  // namespace

std::vector<std::string> Seeds() {
  const std::string id = "0190a5b4-7c11-7def-8123-456789abcdef";
  return {id,
          absl::AsciiStrToUpper(id),
          "people/" + id,
          "/" + id,
          "visits/" + id + "/tickets/3",
          "figures/F012/readings/2020-10",
          "2020-02-29",
          services::MakeReference("LIS", 2026, 4217),
          std::string("\x00\x10\xa5\xd4\xe8\x00\x00\x00\xe4\x07\x00\x00\x02\x00\x00\x00\x1d", 17)};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  balcao::fuzz::CheckIds(text);
  balcao::fuzz::CheckParts(text);
  balcao::fuzz::CheckDays(text);
  balcao::fuzz::CheckReferences(text);
  balcao::fuzz::CheckTimes(text);
  return 0;
}
