#include "clients/country/world.h"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "balcao/v1/catalogue_files.pb.h"
#include "clients/country/calendar.h"
#include "google/protobuf/text_format.h"

namespace balcao::country {
namespace {

// Splits a line of CSV; a quoted field may hold commas.
std::vector<std::string> SplitCsv(absl::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back().push_back(c);
    }
  }
  return fields;
}

// The lines of a CSV file after its header, each with at least `columns` fields.
absl::StatusOr<std::vector<std::vector<std::string>>> ReadCsv(const std::string& path,
                                                              size_t columns) {
  const absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  std::vector<std::vector<std::string>> rows;
  for (absl::string_view line : absl::StrSplit(*text, '\n', absl::SkipEmpty())) {
    std::vector<std::string> fields = SplitCsv(line);
    if (fields.size() < columns) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": a line has too few fields"));
    }
    rows.push_back(std::move(fields));
  }
  if (!rows.empty()) rows.erase(rows.begin());
  return rows;
}

double NumberOr0(const std::string& text) {
  double value = 0;
  return absl::SimpleAtod(text, &value) ? value : 0;
}

template <typename Message>
absl::Status ReadMessage(const std::string& path, Message& message) {
  const absl::StatusOr<std::string> text = ReadText(path);
  if (!text.ok()) return text.status();
  if (!google::protobuf::TextFormat::ParseFromString(*text, &message)) {
    return absl::InvalidArgumentError(absl::StrCat(path, ": not a text of its message"));
  }
  return absl::OkStatus();
}

absl::Status ReadCatalogueFiles(const std::string& folder, World& world) {
  v1::CentresFile centres;
  absl::Status read = ReadMessage(folder + "/centres.textproto", centres);
  if (!read.ok()) return read;
  read = SetCentres({centres.centres().begin(), centres.centres().end()}, world);
  if (!read.ok()) return read;
  v1::CaseTypesFile types;
  read = ReadMessage(folder + "/case_types.textproto", types);
  if (!read.ok()) return read;
  world.types.assign(types.case_types().begin(), types.case_types().end());
  v1::CodesFile codes;
  read = ReadMessage(folder + "/codes.textproto", codes);
  if (!read.ok()) return read;
  for (const v1::CodeList& list : codes.lists()) {
    if (Leaf(list.name()) != "case_area") continue;
    for (const v1::Code& code : list.codes()) world.areas.push_back(code.code());
  }
  for (const v1::Language& language : codes.languages()) world.languages.push_back(language.tag());
  return absl::OkStatus();
}

}  // namespace

int World::TypeIndex(absl::string_view id) const {
  for (size_t i = 0; i < types.size(); ++i) {
    if (Leaf(types[i].name()) == id) return static_cast<int>(i);
  }
  return -1;
}

int World::AreaIndex(absl::string_view code) const {
  const auto found = std::find(areas.begin(), areas.end(), code);
  return found == areas.end() ? -1 : static_cast<int>(found - areas.begin());
}

bool World::Speaks(absl::string_view tag) const {
  return std::find(languages.begin(), languages.end(), tag) != languages.end();
}

absl::string_view Leaf(absl::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == absl::string_view::npos ? name : name.substr(slash + 1);
}

bool IsMatterOfStay(const World& world, int type, absl::string_view area) {
  if (type >= 0) return world.types[static_cast<size_t>(type)].matter_of_stay();
  return area == "legal";
}

absl::Status SetCentres(const std::vector<v1::Centre>& centres, World& world) {
  world.centres.clear();
  for (const v1::Centre& centre : centres) {
    if (centre.kind() == v1::Centre::KIND_HELPLINE) {
      world.helpline = centre;
    } else {
      world.centres.push_back(centre);
    }
  }
  std::stable_sort(world.centres.begin(), world.centres.end(),
                   [](const auto& a, const auto& b) { return a.kind() < b.kind(); });
  if (world.centres.empty() || world.centres[0].kind() != v1::Centre::KIND_NATIONAL ||
      world.helpline.name().empty()) {
    return absl::InvalidArgumentError("the catalogue has no national centre, or no helpline");
  }
  return absl::OkStatus();
}

absl::Status ReadTables(const std::string& folder, World& world) {
  const auto residents = ReadCsv(folder + "/nationality_weights.csv", 4);
  if (!residents.ok()) return residents.status();
  for (const auto& row : *residents) {
    world.residents.push_back({row[0], NumberOr0(row[2]), NumberOr0(row[3])});
  }
  const auto figures = ReadCsv(folder + "/report_figures.csv", 7);
  if (!figures.ok()) return figures.status();
  for (const auto& row : *figures) {
    const auto first = ParseDay(row[4]);
    const auto last = ParseDay(row[5]);
    if (!first || !last) {
      return absl::InvalidArgumentError(absl::StrCat("report_figures.csv: dates of ", row[0]));
    }
    const int64_t value = static_cast<int64_t>(NumberOr0(row[2]));
    world.figures.push_back({row[0], *first, *last, value, row[6]});
  }
  return absl::OkStatus();
}

absl::StatusOr<World> ReadWorld(const std::string& folder) {
  World world;
  if (absl::Status read = ReadCatalogueFiles(folder, world); !read.ok()) return read;
  if (absl::Status read = ReadTables(folder, world); !read.ok()) return read;
  return world;
}

absl::StatusOr<std::string> ReadText(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return absl::NotFoundError(absl::StrCat("cannot read ", path));
  return text.str();
}

}  // namespace balcao::country
