// The catalogue: the rules of the house as versioned data, read from
// `deploy/catalogue` once and never changed after. A pure value: no clock, no
// randomness, no disk after it was loaded. Pointers and references that it gives
// live as long as it does; every method may be called from any thread.
//
//   ASSIGN_OR_RETURN(auto catalogue, LoadCatalogue("deploy/catalogue"));
//   const v1::CaseType* type = catalogue->FindCaseType("legal.permit_renewal");
//   const v1::Transition* move =
//       catalogue->Allowed("legal.permit_renewal", "documents", "filed_online");
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "balcao/v1/catalogue_files.pb.h"

namespace balcao::services {

// The prefixes of resource names.
inline constexpr std::string_view kCentrePrefix = "centres/";
inline constexpr std::string_view kCaseTypePrefix = "caseTypes/";
inline constexpr std::string_view kMeasurePrefix = "measures/";
inline constexpr std::string_view kFigurePrefix = "figures/";
// The helpline is a centre of its own.
inline constexpr std::string_view kHelplineCentre = "centres/HELPLINE";

// The files of the catalogue, parsed but not yet checked.
struct CatalogueFiles {
  v1::CentresFile centres;
  v1::CaseTypesFile case_types;
  v1::CodesFile codes;
  v1::PlanFile plan;
  v1::IndicatorsFile indicators;
  std::string hash;  // SHA-256 over the bytes of the files, hex
};

// Reads and parses the five files of a folder. NOT_FOUND when one is missing,
// INVALID_ARGUMENT with file, line and column when one cannot be parsed,
// RESOURCE_EXHAUSTED when one is larger than 1 MiB.
absl::StatusOr<CatalogueFiles> ReadCatalogueFiles(const std::string& folder);

class Catalogue {
 public:
  template <typename T>
  using Repeated = google::protobuf::RepeatedPtrField<T>;

  // Checks the files by ValidateCatalogue() and indexes them.
  static absl::StatusOr<std::unique_ptr<const Catalogue>> Create(CatalogueFiles files);

  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

  // Look-ups; null when there is none. Resources by full name
  // (`centres/CNAIM-LIS`, `measures/PN-15.01`, `figures/F033`), the rest by code.
  const v1::Centre* FindCentre(std::string_view name) const;
  const v1::CaseType* FindCaseType(std::string_view id) const;  // `legal.permit_renewal`
  const v1::Code* FindCode(std::string_view list, std::string_view code) const;
  const v1::Language* FindLanguage(std::string_view tag) const;
  const v1::Institution* FindInstitution(std::string_view code) const;
  const v1::Measure* FindMeasure(std::string_view name) const;
  const v1::Indicator* FindIndicator(std::string_view figure) const;
  bool HasCode(std::string_view list, std::string_view code) const;

  // The codes of a list, in order; empty when there is no such list.
  const Repeated<v1::Code>& Codes(std::string_view list) const;

  // Everything, in the order of the files. The national centres come first, the
  // helpline last; measures start at MEASURE_STAGE_NOT_STARTED.
  const Repeated<v1::Centre>& centres() const { return files_.centres.centres(); }
  const Repeated<v1::CaseType>& case_types() const { return files_.case_types.case_types(); }
  const Repeated<v1::CodeList>& lists() const { return files_.codes.lists(); }
  const Repeated<v1::Language>& languages() const { return files_.codes.languages(); }
  const Repeated<v1::Institution>& institutions() const { return files_.plan.institutions(); }
  const Repeated<v1::Measure>& measures() const { return files_.plan.measures(); }
  const Repeated<v1::Indicator>& indicators() const { return files_.indicators.indicators(); }

  // The move between two stages of a type, with its guard; null when the type is
  // unknown or does not allow it. `closed` is never reached by a move.
  const v1::Transition* Allowed(std::string_view case_type, std::string_view from,
                                std::string_view to) const;

  // The area that a topic counts under: that of a case type, an area itself,
  // empty for the topic of a call and for what is not known.
  std::string_view AreaOfTopic(std::string_view topic) const;

  // The district of a centre by name; empty when it is not known.
  std::string_view DistrictOf(std::string_view centre) const;

  // The value of a figure that the catalogue itself gives, by
  // Indicator.catalogue_count; 0 when the count is not known.
  int CountOf(std::string_view catalogue_count) const;

  // The last day of the plan, `2021-12-31`.
  std::string_view plan_end() const { return files_.plan.plan_end(); }
  // The version that a case keeps.
  int version() const { return files_.case_types.version(); }
  // SHA-256 over the bytes of the files, in lower-case hex.
  const std::string& hash() const { return files_.hash; }

 private:
  template <typename T>
  using Index = absl::flat_hash_map<std::string_view, const T*>;
  using CodeKey = std::pair<std::string_view, std::string_view>;  // list, code
  using MoveKey = std::pair<std::string_view, CodeKey>;           // type, (from, to)

  explicit Catalogue(CatalogueFiles files);

  const CatalogueFiles files_;  // the indexes below point into it
  Index<v1::Centre> centres_;
  Index<v1::CaseType> case_types_;
  Index<v1::CodeList> lists_;
  Index<v1::Language> languages_;
  Index<v1::Institution> institutions_;
  Index<v1::Measure> measures_;
  Index<v1::Indicator> indicators_;
  absl::flat_hash_map<CodeKey, const v1::Code*> codes_;
  absl::flat_hash_map<MoveKey, const v1::Transition*> moves_;
};

// Reads, checks and indexes a folder: the statuses of ReadCatalogueFiles() and
// of ValidateCatalogue().
absl::StatusOr<std::unique_ptr<const Catalogue>> LoadCatalogue(const std::string& folder);

// The id of a case type (`legal.permit_renewal`), and the short form of any
// resource name: what follows the last slash.
std::string_view ShortName(std::string_view name);

// Says whether a case of the type may be opened on a civil day, `2020-02-29`.
// False when the day is not written so.
bool IsOpenOn(const v1::CaseType& type, std::string_view day);

}  // namespace balcao::services
