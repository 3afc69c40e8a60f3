#include "services/catalogue/catalogue.h"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/io/tokenizer.h"
#include "google/protobuf/text_format.h"
#include "services/catalogue/validate.h"
#include "storage/common/status_macros.h"

namespace balcao::services {
namespace {

constexpr size_t kFileBytesMax = size_t{1} << 20;

// Keeps the first error of a parse, where TextFormat would print it.
class FirstError : public google::protobuf::io::ErrorCollector {
 public:
  explicit FirstError(std::string path) : path_(std::move(path)) {}
  void AddError(int line, int column, const std::string& message) override {
    if (text_.empty()) text_ = absl::StrCat(path_, ":", line + 1, ":", column + 1, ": ", message);
  }
  const std::string& text() const { return text_; }

 private:
  const std::string path_;
  std::string text_;
};

absl::StatusOr<std::string> ReadBytes(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  std::string bytes(kFileBytesMax + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (in.bad()) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  bytes.resize(static_cast<size_t>(in.gcount()));
  if (bytes.size() > kFileBytesMax) {
    return absl::ResourceExhaustedError(absl::StrCat(path, ": larger than 1 MiB"));
  }
  return bytes;
}

absl::Status Parse(const std::string& path, const std::string& bytes,
                   google::protobuf::Message* message) {
  FirstError error(path);
  google::protobuf::TextFormat::Parser parser;
  parser.RecordErrorsTo(&error);
  if (parser.ParseFromString(bytes, message)) return absl::OkStatus();
  return absl::InvalidArgumentError(error.text());
}

// The length goes before the bytes, so that bytes cannot move between files.
std::string HashOf(const std::string& framed) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  EVP_Digest(framed.data(), framed.size(), digest.data(), &size, EVP_sha256(), nullptr);
  return absl::BytesToHexString(
      absl::string_view(reinterpret_cast<const char*>(digest.data()), size));
}

template <typename T, typename Key>
auto IndexOf(const google::protobuf::RepeatedPtrField<T>& values, Key key) {
  absl::flat_hash_map<std::string_view, const T*> index;
  index.reserve(static_cast<size_t>(values.size()));
  for (const T& value : values) index.emplace(key(value), &value);
  return index;
}

template <typename Map, typename Key>
auto Find(const Map& map, const Key& key) -> typename Map::mapped_type {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : found->second;
}

template <typename T>
int CountIf(const google::protobuf::RepeatedPtrField<T>& values, bool (*keep)(const T&)) {
  return static_cast<int>(std::count_if(values.begin(), values.end(), keep));
}

template <typename T>
int CountDistinct(const google::protobuf::RepeatedPtrField<T>& values, int (*key)(const T&)) {
  absl::flat_hash_set<int> seen;
  for (const T& value : values) seen.insert(key(value));
  return static_cast<int>(seen.size());
}

}  // namespace

absl::StatusOr<CatalogueFiles> ReadCatalogueFiles(const std::string& folder) {
  CatalogueFiles files;
  const std::array<std::pair<const char*, google::protobuf::Message*>, 5> parts = {{
      {"centres", &files.centres},
      {"case_types", &files.case_types},
      {"codes", &files.codes},
      {"plan", &files.plan},
      {"indicators", &files.indicators},
  }};
  std::string framed;
  for (const auto& [name, message] : parts) {
    const std::string path = absl::StrCat(folder, "/", name, ".textproto");
    ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path));
    RETURN_IF_ERROR(Parse(path, bytes, message));
    absl::StrAppend(&framed, name, ":", bytes.size(), ":", bytes);
  }
  files.hash = HashOf(framed);
  return files;
}

absl::StatusOr<std::unique_ptr<const Catalogue>> Catalogue::Create(CatalogueFiles files) {
  RETURN_IF_ERROR(ValidateCatalogue(files));
  return std::unique_ptr<const Catalogue>(new Catalogue(std::move(files)));
}

absl::StatusOr<std::unique_ptr<const Catalogue>> LoadCatalogue(const std::string& folder) {
  ASSIGN_OR_RETURN(CatalogueFiles files, ReadCatalogueFiles(folder));
  return Catalogue::Create(std::move(files));
}

Catalogue::Catalogue(CatalogueFiles files)
    : files_(std::move(files)),
      centres_(IndexOf(centres(), [](const auto& c) -> std::string_view { return c.name(); })),
      case_types_(IndexOf(case_types(), [](const auto& t) { return ShortName(t.name()); })),
      lists_(IndexOf(lists(), [](const auto& l) -> std::string_view { return l.name(); })),
      languages_(IndexOf(languages(), [](const auto& l) -> std::string_view { return l.tag(); })),
      institutions_(
          IndexOf(institutions(), [](const auto& i) -> std::string_view { return i.code(); })),
      measures_(IndexOf(measures(), [](const auto& m) -> std::string_view { return m.name(); })),
      indicators_(IndexOf(indicators(),
                          [](const auto& i) -> std::string_view { return i.figure().name(); })) {
  for (const v1::CodeList& list : lists()) {
    for (const v1::Code& code : list.codes())
      codes_.emplace(CodeKey(list.name(), code.code()), &code);
  }
  for (const v1::CaseType& type : case_types()) {
    for (const v1::Transition& move : type.transitions()) {
      moves_.emplace(MoveKey(ShortName(type.name()), CodeKey(move.from(), move.to())), &move);
    }
  }
}

const v1::Centre* Catalogue::FindCentre(std::string_view name) const {
  return Find(centres_, name);
}

const v1::CaseType* Catalogue::FindCaseType(std::string_view id) const {
  return Find(case_types_, id);
}

const v1::Code* Catalogue::FindCode(std::string_view list, std::string_view code) const {
  return Find(codes_, CodeKey(list, code));
}

const v1::Language* Catalogue::FindLanguage(std::string_view tag) const {
  return Find(languages_, tag);
}

const v1::Institution* Catalogue::FindInstitution(std::string_view code) const {
  return Find(institutions_, code);
}

const v1::Measure* Catalogue::FindMeasure(std::string_view name) const {
  return Find(measures_, name);
}

const v1::Indicator* Catalogue::FindIndicator(std::string_view figure) const {
  return Find(indicators_, figure);
}

bool Catalogue::HasCode(std::string_view list, std::string_view code) const {
  return FindCode(list, code) != nullptr;
}

const Catalogue::Repeated<v1::Code>& Catalogue::Codes(std::string_view list) const {
  const v1::CodeList* found = Find(lists_, list);
  return (found == nullptr ? v1::CodeList::default_instance() : *found).codes();
}

const v1::Transition* Catalogue::Allowed(std::string_view case_type, std::string_view from,
                                         std::string_view to) const {
  return Find(moves_, MoveKey(case_type, CodeKey(from, to)));
}

std::string_view Catalogue::AreaOfTopic(std::string_view topic) const {
  if (const v1::CaseType* type = FindCaseType(topic)) return type->area();
  const v1::Code* area = FindCode("case_area", topic);
  return area == nullptr ? std::string_view() : area->code();
}

std::string_view Catalogue::DistrictOf(std::string_view centre) const {
  const v1::Centre* found = FindCentre(centre);
  return found == nullptr ? std::string_view() : found->district();
}

int Catalogue::CountOf(std::string_view count) const {
  if (count == "axes")
    return CountDistinct<v1::Measure>(measures(), [](const auto& m) { return m.axis(); });
  if (count == "objectives") {
    return CountDistinct<v1::Measure>(measures(), [](const auto& m) { return m.objective(); });
  }
  if (count == "measures") return measures().size();
  if (count == "areas") {
    return CountIf<v1::Institution>(institutions(),
                                    [](const auto& i) { return i.kind() == "area"; });
  }
  if (count == "institutes") {
    return CountIf<v1::Institution>(institutions(),
                                    [](const auto& i) { return i.kind() == "institute"; });
  }
  if (count == "stages") return Codes("measure_stage").size();
  if (count == "local_centres") {
    return CountIf<v1::Centre>(centres(),
                               [](const auto& c) { return c.kind() == v1::Centre::KIND_LOCAL; });
  }
  return 0;
}

std::string_view ShortName(std::string_view name) {
  const size_t slash = name.rfind('/');
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

bool IsOpenOn(const v1::CaseType& type, std::string_view day) {
  if (!IsCivilDay(day)) return false;
  if (!type.valid_from().empty() && day < type.valid_from()) return false;
  return type.valid_to().empty() || day <= type.valid_to();
}

}  // namespace balcao::services
