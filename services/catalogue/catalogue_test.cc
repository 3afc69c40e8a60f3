#include "services/catalogue/catalogue.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <vector>

namespace balcao::services {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr char kFolder[] = "deploy/catalogue";

const Catalogue& TheCatalogue() {
  static const auto* const loaded =
      new absl::StatusOr<std::unique_ptr<const Catalogue>>(LoadCatalogue(kFolder));
  if (!loaded->ok()) {
    ADD_FAILURE() << loaded->status();
    std::abort();
  }
  return ***loaded;
}

template <typename T, typename Key>
std::map<std::string, int> CountBy(const google::protobuf::RepeatedPtrField<T>& values, Key key) {
  std::map<std::string, int> counts;
  for (const T& value : values) ++counts[key(value)];
  return counts;
}

// The fields of a line of comma separated values; quotes are doubled inside.
std::vector<std::string> FieldsOf(const std::string& line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  return fields;
}

std::string PrefixOf(v1::PlanFigure::Qualifier qualifier) {
  switch (qualifier) {
    case v1::PlanFigure::QUALIFIER_EXACTLY:
      return "exactly: ";
    case v1::PlanFigure::QUALIFIER_AT_LEAST:
      return "at least: ";
    case v1::PlanFigure::QUALIFIER_ABOUT:
      return "about: ";
    case v1::PlanFigure::QUALIFIER_TARGET:
      return "target: ";
    case v1::PlanFigure::QUALIFIER_DERIVED:
      return "derived from the text: ";
    default:
      return "?";
  }
}

std::vector<std::string> Strings(const google::protobuf::RepeatedPtrField<std::string>& values) {
  return {values.begin(), values.end()};
}

TEST(CatalogueTest, HoldsWhatTheReportCounts) {
  const Catalogue& catalogue = TheCatalogue();
  EXPECT_EQ(catalogue.CountOf("axes"), 5);
  EXPECT_EQ(catalogue.CountOf("objectives"), 23);
  EXPECT_EQ(catalogue.CountOf("measures"), 97);
  EXPECT_EQ(catalogue.CountOf("areas"), 16);
  EXPECT_EQ(catalogue.CountOf("institutes"), 27);
  EXPECT_EQ(catalogue.CountOf("stages"), 3);
  EXPECT_EQ(catalogue.CountOf("local_centres"), 106);
  EXPECT_EQ(catalogue.CountOf("chairs"), 0);
  EXPECT_EQ(catalogue.centres().size(), 110);
  EXPECT_EQ(catalogue.case_types().size(), 31);
  EXPECT_EQ(catalogue.languages().size(), 39);
  EXPECT_EQ(catalogue.indicators().size(), 50);
  EXPECT_EQ(catalogue.lists().size(), 14);
  EXPECT_EQ(catalogue.Codes("nationality").size(), 250);
  EXPECT_EQ(catalogue.version(), 1);
  EXPECT_EQ(catalogue.plan_end(), "2021-12-31");
}

TEST(CatalogueTest, HashIsHexAndFollowsTheBytes) {
  const std::string& hash = TheCatalogue().hash();
  EXPECT_EQ(hash.size(), 64u);
  EXPECT_EQ(hash.find_first_not_of("0123456789abcdef"), std::string::npos);

  const std::filesystem::path copy = std::filesystem::path(testing::TempDir()) / "catalogue_hash";
  std::filesystem::remove_all(copy);
  std::filesystem::copy(kFolder, copy);
  EXPECT_EQ((*LoadCatalogue(copy.string()))->hash(), hash);
  std::ofstream(copy / "plan.textproto", std::ios::app) << "# one more comment\n";
  EXPECT_NE((*LoadCatalogue(copy.string()))->hash(), hash);
}

TEST(CatalogueTest, MissingFileIsNamed) {
  const auto loaded = LoadCatalogue("deploy/nowhere");
  EXPECT_EQ(loaded.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(loaded.status().message()), HasSubstr("centres.textproto"));
}

TEST(CatalogueTest, UnreadableTextIsNamedWithItsLine) {
  const std::filesystem::path copy = std::filesystem::path(testing::TempDir()) / "catalogue_bad";
  std::filesystem::remove_all(copy);
  std::filesystem::copy(kFolder, copy);
  std::ofstream(copy / "codes.textproto") << "# a list\nlists { shape: 3 }\n";
  const auto loaded = LoadCatalogue(copy.string());
  EXPECT_EQ(loaded.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(loaded.status().message()), HasSubstr("codes.textproto:2:14: "));
}

TEST(CatalogueTest, FileLargerThanTheLimitIsRefused) {
  const std::filesystem::path copy = std::filesystem::path(testing::TempDir()) / "catalogue_big";
  std::filesystem::remove_all(copy);
  std::filesystem::copy(kFolder, copy);
  std::ofstream(copy / "plan.textproto", std::ios::app) << std::string(1 << 20, '#');
  EXPECT_EQ(LoadCatalogue(copy.string()).status().code(), absl::StatusCode::kResourceExhausted);
}

TEST(CatalogueTest, FindsByNameAndCode) {
  const Catalogue& catalogue = TheCatalogue();
  EXPECT_EQ(catalogue.FindCentre("centres/CNAIM-LIS")->reference_prefix(), "LIS");
  EXPECT_EQ(catalogue.FindCentre(kHelplineCentre)->kind(), v1::Centre::KIND_HELPLINE);
  EXPECT_EQ(catalogue.FindCentre("CNAIM-LIS"), nullptr);
  EXPECT_EQ(catalogue.FindCaseType("legal.visa")->title(), "Visa advice");
  EXPECT_EQ(catalogue.FindCaseType("legal.visa")->title_pt(),
            "Visto ou prorrogação de permanência");
  EXPECT_EQ(catalogue.FindCaseType("caseTypes/legal.visa"), nullptr);
  EXPECT_TRUE(catalogue.HasCode("sex", "9"));
  EXPECT_FALSE(catalogue.HasCode("sex", "3"));
  EXPECT_FALSE(catalogue.HasCode("shoes", "9"));
  EXPECT_EQ(catalogue.FindCode("nationality", "CV")->label_pt(), "Cabo Verde");
  EXPECT_THAT(catalogue.Codes("shoes"), IsEmpty());
  EXPECT_EQ(catalogue.FindLanguage("kea")->iso639_3(), "kea");
  EXPECT_EQ(catalogue.FindLanguage("xx"), nullptr);
  EXPECT_EQ(catalogue.FindInstitution("ACM")->parent_area(), "PRES");
  EXPECT_EQ(catalogue.FindMeasure("measures/PN-15.01")->objective(), 15);
  EXPECT_EQ(catalogue.FindIndicator("figures/F033")->figure().report_value(), 60711);
}

TEST(CatalogueTest, AreaOfTopicKnowsTypesAndAreasAlone) {
  const Catalogue& catalogue = TheCatalogue();
  EXPECT_EQ(catalogue.AreaOfTopic("legal.visa"), "legal");
  EXPECT_EQ(catalogue.AreaOfTopic("protection.asylum"), "protection");
  EXPECT_EQ(catalogue.AreaOfTopic("health"), "health");
  EXPECT_EQ(catalogue.AreaOfTopic("stay_docs"), "");
  EXPECT_EQ(catalogue.AreaOfTopic(""), "");
}

TEST(CatalogueTest, CentresHaveDistrictsAndZones) {
  const Catalogue& catalogue = TheCatalogue();
  EXPECT_EQ(catalogue.DistrictOf("centres/CNAIM-ALG"), "Faro");
  EXPECT_EQ(catalogue.DistrictOf(kHelplineCentre), "");
  EXPECT_EQ(catalogue.DistrictOf("centres/NOWHERE"), "");
  const std::map<std::string, std::string> islands = {
      {"Região Autónoma da Madeira", "Atlantic/Madeira"},
      {"Região Autónoma dos Açores", "Atlantic/Azores"}};
  for (const v1::Centre& centre : catalogue.centres()) {
    const auto island = islands.find(centre.district());
    EXPECT_EQ(centre.time_zone(), island == islands.end() ? "Europe/Lisbon" : island->second)
        << centre.name();
  }
}

TEST(CatalogueTest, EverySourceMarkIsKept) {
  const Catalogue& catalogue = TheCatalogue();
  const auto source = [](const auto& entry) { return entry.source(); };
  using Counts = std::map<std::string, int>;
  EXPECT_EQ(CountBy(catalogue.centres(), source),
            (Counts{{"found", 45}, {"unverified", 23}, {"illustrative", 42}}));
  EXPECT_EQ(CountBy(catalogue.languages(), source), (Counts{{"found", 21}, {"illustrative", 18}}));
  EXPECT_EQ(CountBy(catalogue.institutions(), source), (Counts{{"unverified", 43}}));
  Counts marks;
  for (const v1::CaseType& type : catalogue.case_types()) {
    for (const v1::Deadline& clock : type.deadlines()) {
      std::stringstream text(clock.source());
      for (std::string mark; std::getline(text, mark, ',');) ++marks[mark.substr(0, 1)];
    }
  }
  EXPECT_EQ(marks, (Counts{{"S", 1}, {"M", 30}, {"F", 102}, {"p", 6}}));
  const auto mark = [](const v1::Code& stage) { return stage.note().substr(0, 1); };
  EXPECT_EQ(CountBy(catalogue.Codes("case_stage"), mark), (Counts{{"o", 88}, {"M", 24}, {"F", 3}}));
}

// Two stages, or two types, of one label could not be told apart where one is chosen.
TEST(CatalogueTest, NoTwoStagesAndNoTwoTypesHaveOneLabel) {
  std::set<std::string> english, portuguese, titles;
  for (const v1::Code& stage : TheCatalogue().Codes("case_stage")) {
    EXPECT_TRUE(english.insert(stage.label_en()).second) << stage.code();
    EXPECT_TRUE(portuguese.insert(stage.label_pt()).second) << stage.code();
  }
  for (const v1::CaseType& type : TheCatalogue().case_types()) {
    EXPECT_TRUE(titles.insert(type.title_pt()).second) << type.name();
  }
}

TEST(CatalogueTest, RestrictedTypesAreThoseOfTheSources) {
  std::set<std::string_view> restricted, stay;
  for (const v1::CaseType& type : TheCatalogue().case_types()) {
    if (type.restricted()) restricted.insert(ShortName(type.name()));
    if (type.matter_of_stay()) stay.insert(ShortName(type.name()));
  }
  EXPECT_THAT(restricted,
              UnorderedElementsAre("legal.removal", "legal.labour_exploitation", "return.voluntary",
                                   "protection.trafficking", "protection.unaccompanied_minor",
                                   "protection.asylum"));
  EXPECT_THAT(stay, UnorderedElementsAre("legal.work_regularisation", "legal.permit_grant",
                                         "legal.permit_renewal", "legal.permit_permanent",
                                         "legal.eu_registration", "legal.visa", "legal.removal"));
}

TEST(CatalogueTest, RegularisationThroughWorkIsClosedToNewRequests) {
  const Catalogue& catalogue = TheCatalogue();
  const v1::CaseType& closed = *catalogue.FindCaseType("legal.work_regularisation");
  EXPECT_TRUE(IsOpenOn(closed, "2020-10-19"));
  EXPECT_TRUE(IsOpenOn(closed, "2024-06-03"));
  EXPECT_FALSE(IsOpenOn(closed, "2024-06-04"));
  for (const v1::CaseType& type : catalogue.case_types()) {
    EXPECT_EQ(IsOpenOn(type, "2026-01-01"), &type != &closed) << type.name();
  }
}

TEST(IsOpenOnTest, KeepsToItsDays) {
  v1::CaseType type;
  EXPECT_TRUE(IsOpenOn(type, "1999-12-31"));
  type.set_valid_from("2007-08-03");
  EXPECT_FALSE(IsOpenOn(type, "2007-08-02"));
  EXPECT_TRUE(IsOpenOn(type, "2007-08-03"));
  type.set_valid_to("2007-08-03");
  EXPECT_TRUE(IsOpenOn(type, "2007-08-03"));
  EXPECT_FALSE(IsOpenOn(type, "2007-08-04"));
  for (const char* day : {"", "2007-8-3", "2007-02-29", "2007-13-01", "3/8/2007"}) {
    EXPECT_FALSE(IsOpenOn(v1::CaseType(), day)) << day;
  }
}

struct MoveCase {
  const char* type;
  const char* from;
  const char* to;
  int guard;  // -1: not allowed
};

TEST(CatalogueTest, MovesFollowTheRules) {
  const MoveCase cases[] = {
      {"legal.permit_renewal", "intake", "triage", 0},
      {"legal.permit_renewal", "triage", "intake", -1},
      {"legal.permit_renewal", "intake", "documents", -1},
      {"legal.permit_renewal", "documents", "filed_online", 0},
      {"legal.permit_renewal", "filed_online", "fee_paid", 1},
      {"legal.permit_renewal", "instruction", "documents", 0},
      {"legal.permit_renewal", "instruction", "decision", 0},
      {"legal.permit_renewal", "fee_paid", "decision", 0},
      {"legal.permit_renewal", "decision", "appeal", 0},
      {"legal.permit_renewal", "appeal", "card_issue", 0},
      {"legal.permit_renewal", "appeal", "closed", -1},
      {"legal.permit_renewal", "closed", "intake", -1},
      {"legal.permit_grant", "documents", "biometrics", 0},
      {"legal.removal", "triage", "legal_screening", 0},
      {"legal.removal", "voluntary_departure_plan", "executed", 0},
      {"social.niss", "request_filed", "documents", 1},
      {"housing.support", "requests_filed", "decision", 1},
      {"nationality.marriage", "decision", "registered", 0},
      {"protection.trafficking", "identified", "assisted_return", 0},
      {"protection.unaccompanied_minor", "representative", "turns_18", 0},
      {"protection.unaccompanied_minor", "turns_18", "review", -1},
      {"no.such_type", "intake", "triage", -1},
  };
  for (const MoveCase& c : cases) {
    const v1::Transition* move = TheCatalogue().Allowed(c.type, c.from, c.to);
    EXPECT_EQ(move == nullptr ? -1 : static_cast<int>(move->guard()), c.guard)
        << c.type << ": " << c.from << " to " << c.to;
  }
}

TEST(CatalogueTest, EveryStageLeadsToTheNextAndTheGuardStandsOnLodging) {
  const std::set<std::string> lodged = {"submitted", "filed", "filed_online", "request_filed",
                                        "requests_filed"};
  for (const v1::CaseType& type : TheCatalogue().case_types()) {
    for (int i = 0; i + 2 < type.stages_size(); ++i) {
      EXPECT_NE(TheCatalogue().Allowed(ShortName(type.name()), type.stages(i), type.stages(i + 1)),
                nullptr)
          << type.name() << ": " << type.stages(i);
    }
    for (const v1::Transition& move : type.transitions()) {
      EXPECT_EQ(move.guard() == v1::Transition::GUARD_RECEIPT_NUMBER, lodged.contains(move.from()))
          << type.name() << ": " << move.from();
    }
  }
}

TEST(CatalogueTest, FiguresAreTheReportsLineByLine) {
  std::ifstream in("deploy/catalogue/report_figures.csv");
  std::string line;
  ASSERT_TRUE(std::getline(in, line));
  int row = 0;
  for (; std::getline(in, line); ++row) {
    const v1::PlanFigure& figure = TheCatalogue().indicators().Get(row).figure();
    EXPECT_THAT(
        FieldsOf(line),
        ElementsAre(ShortName(figure.name()), std::to_string(figure.objective()),
                    std::to_string(figure.report_value()), figure.unit(), figure.period_start(),
                    figure.period_end(), PrefixOf(figure.qualifier()) + figure.statement()));
  }
  EXPECT_EQ(row, 50);
}

TEST(CatalogueTest, CaseworkFiguresCountWhatTheySay) {
  const Catalogue& catalogue = TheCatalogue();
  std::set<std::string_view> casework;
  for (const v1::Indicator& indicator : catalogue.indicators()) {
    if (indicator.has_casework()) casework.insert(ShortName(indicator.figure().name()));
  }
  EXPECT_THAT(casework,
              UnorderedElementsAre("F021", "F024", "F031", "F033", "F034", "F035", "F046"));
  const v1::Indicator::Casework& stay = catalogue.FindIndicator("figures/F031")->casework();
  EXPECT_EQ(stay.kind(), "matter");
  EXPECT_EQ(stay.measure(), v1::QueryTableRequest::MEASURE_PERSONS);
  std::vector<std::string> topics = {"legal"};
  for (const v1::CaseType& type : catalogue.case_types()) {
    if (type.matter_of_stay()) topics.emplace_back(ShortName(type.name()));
  }
  ASSERT_EQ(stay.filters_size(), 1);
  EXPECT_EQ(Strings(stay.filters(0).codes()), topics);
  EXPECT_THAT(catalogue.FindIndicator("figures/F033")->casework().filters(), IsEmpty());
}

TEST(CatalogueTest, CatalogueFiguresAgreeWithTheReport) {
  for (const v1::Indicator& indicator : TheCatalogue().indicators()) {
    if (indicator.catalogue_count().empty()) continue;
    EXPECT_EQ(TheCatalogue().CountOf(indicator.catalogue_count()),
              indicator.figure().report_value())
        << indicator.figure().name();
  }
}

TEST(CatalogueTest, ContinuousMeasuresAreFew) {
  std::vector<std::string_view> continuous;
  for (const v1::Measure& measure : TheCatalogue().measures()) {
    if (measure.continuous()) continuous.push_back(ShortName(measure.name()));
  }
  EXPECT_THAT(continuous, ElementsAre("PN-07.01", "PN-08.02", "PN-10.03", "PN-15.01", "PN-15.02"));
}

TEST(CatalogueTest, NationalityWeightsUseKnownCountries) {
  std::ifstream in("deploy/catalogue/nationality_weights.csv");
  std::string line;
  ASSERT_TRUE(std::getline(in, line));
  while (std::getline(in, line)) {
    if (line.empty() || line == "\r") continue;
    EXPECT_TRUE(TheCatalogue().HasCode("nationality", FieldsOf(line)[0])) << line;
  }
}

TEST(ShortNameTest, IsWhatFollowsTheLastSlash) {
  EXPECT_EQ(ShortName("caseTypes/legal.visa"), "legal.visa");
  EXPECT_EQ(ShortName("legal.visa"), "legal.visa");
  EXPECT_EQ(ShortName("a/b/"), "");
}

}  // namespace
}  // namespace balcao::services
