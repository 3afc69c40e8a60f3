// The catalogue with a file altered: it loads as one that every look-up and the views can be
// built of, or is refused with a reason.
#include "google/protobuf/stubs/logging.h"
#include "services/catalogue/catalogue.h"
#include "services/plan/rules.h"
#include "services/statistics/facts_view.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"

namespace balcao::fuzz {
namespace {

constexpr const char* kFiles[] = {"centres.textproto", "case_types.textproto", "codes.textproto",
                                  "plan.textproto", "indicators.textproto"};

[[maybe_unused]] const auto kQuiet = google::protobuf::SetLogHandler(nullptr);

const std::string& Original(size_t file) {
  static const auto& files = *[] {
    auto* read = new std::vector<std::string>();
    for (const char* name : kFiles) {
      read->push_back(BytesOf(std::string("deploy/catalogue/") + name));
      BALCAO_REQUIRE(!read->back().empty());
    }
    return read;
  }();
  return files[file];
}

void Use(const services::Catalogue& catalogue) {
  for (const v1::CaseType& type : catalogue.case_types()) {
    const std::string id(services::ShortName(type.name()));
    BALCAO_REQUIRE(catalogue.FindCaseType(id) == &type);
    BALCAO_REQUIRE(!catalogue.AreaOfTopic(id).empty());
    services::IsOpenOn(type, "2026-02-29");
    for (const v1::Transition& move : type.transitions()) {
      BALCAO_REQUIRE(catalogue.Allowed(id, move.from(), move.to()) != nullptr);
    }
  }
  for (const v1::Centre& centre : catalogue.centres()) {
    BALCAO_REQUIRE(catalogue.FindCentre(centre.name()) == &centre);
  }
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    services::CaseworkQuery(indicator);
    services::IsMet(indicator.figure());
    catalogue.CountOf(indicator.catalogue_count());
  }
  services::MakeDashboard({catalogue.measures().begin(), catalogue.measures().end()});
  const services::FactsView view(&catalogue);
  view.Encode(store::v1::Fact());
}

}  // namespace

std::vector<std::string> Seeds() {
  std::vector<std::string> seeds;
  for (char file = 0; file < static_cast<char>(std::size(kFiles)); ++file) {
    seeds.push_back({file});
    seeds.push_back({file, '\x40', '\x03', '\0', '\x01', '\x01', '7'});
    seeds.push_back({file, '\x40', '\x03', '\0', '\xff'});
  }
  return seeds;
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao;
  using fuzz::kFiles;
  static const fuzz::Folder folder;
  static const bool written = [] {
    for (size_t i = 0; i < std::size(kFiles); ++i) {
      fuzz::WriteBytes(folder / kFiles[i], fuzz::Original(i));
    }
    return true;
  }();
  BALCAO_REQUIRE(written);
  fuzz::Input input(data, size);
  const size_t file = input.Below(std::size(kFiles));
  fuzz::WriteBytes(folder / kFiles[file], fuzz::Edited(fuzz::Original(file), input));
  const auto catalogue = services::LoadCatalogue(folder / ".");
  if (catalogue.ok()) {
    fuzz::Use(**catalogue);
  } else {
    BALCAO_REQUIRE(!catalogue.status().message().empty());
  }
  fuzz::WriteBytes(folder / kFiles[file], fuzz::Original(file));
  return 0;
}
