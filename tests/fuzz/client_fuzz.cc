// What people write on a command line, and what the client prints of a reply: a value or a
// refusal that shows an example; lines without anything that a terminal would obey.
#include "clients/cli/values.h"
#include "clients/common/table.h"
#include "clients/common/text.h"
#include "google/protobuf/stubs/logging.h"
#include "tests/fuzz/input.h"
#include "tests/fuzz/target.h"

namespace balcao::fuzz {
namespace {

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);

void CheckPrintable(const std::string& text) {
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    BALCAO_REQUIRE(byte >= 0x20 && byte != 0x7f);
  }
}

void CheckValues(const std::string& text) {
  const absl::Time now = absl::FromUnixSeconds(1'790'000'000);
  const auto date = cli::ParseDate(text);
  BALCAO_REQUIRE(!date.ok() || (date->year() >= 1 && date->month() <= 12 && date->day() <= 31));
  cli::ParseMonth(text).IgnoreError();
  const auto time = cli::ParseTime(text, now, absl::UTCTimeZone());
  BALCAO_REQUIRE(!time.ok() || (time->nanos() >= 0 && time->nanos() < 1'000'000'000));
  const auto duration = cli::ParseDuration(text);
  if (duration.ok()) {
    const auto proto = cli::ToProto(*duration);
    BALCAO_REQUIRE(proto.seconds() >= 0 && proto.nanos() >= 0);
  }
  cli::ParseMatter(text).IgnoreError();
  cli::ParseDocument(text).IgnoreError();
  cli::ParseLeg(text).IgnoreError();
  cli::ParseFilter(text).IgnoreError();
  cli::ParseNumber(text).IgnoreError();
  cli::ParseEnum<v1::Call::Kind>(text).IgnoreError();
  cli::Qualified("people", text);
}

void CheckTexts(const std::string& text) {
  CheckPrintable(client::Printable(text));
  client::Wrap(text, 20, 4);
  BALCAO_REQUIRE(client::DisplayWidth(text) >= 0);
  client::Table table({{"NAME"}, {"NUMBER", true}});
  table.AddRow({text, "1"});
  table.AddRow({"1", text});
  table.Render(true);
}

template <class T>
void Show(const std::string& bytes) {
  T message;
  if (!message.ParseFromString(bytes)) return;
  client::RecordText(message, absl::UTCTimeZone());
}

}  // namespace

std::vector<std::string> Seeds() {
  v1::Call call;
  call.set_kind(v1::Call::KIND_DATA);
  call.mutable_occurred_time()->set_seconds(1'700'000'000);
  call.mutable_duration()->set_seconds(90);
  call.add_legs()->set_language("ar");
  call.mutable_redacted()->add_paths("number");
  return {"1990-05-17",
          "2020-03-14T10:30:00Z",
          "2020-03-14 10:30",
          "15m ago",
          "4m30s",
          "4:30",
          "legal.visa=note",
          "passport:AB1:BR:2027-05-31",
          "ar:translated::2m",
          "topic=a,b",
          "no_demand",
          "\x1b[1m\xe2\x80\xae x",
          call.SerializeAsString()};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao;
  const std::string text(reinterpret_cast<const char*>(data), size);
  fuzz::CheckValues(text);
  fuzz::CheckTexts(text);
  fuzz::Show<v1::Call>(text);
  fuzz::Show<v1::Person>(text);
  fuzz::Show<v1::Visit>(text);
  return 0;
}
