#include "services/catalogue/validate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace balcao::services {
namespace {

using ::testing::HasSubstr;

const CatalogueFiles& GoodFiles() {
  static const auto* const files =
      new absl::StatusOr<CatalogueFiles>(ReadCatalogueFiles("deploy/catalogue"));
  if (!files->ok()) std::abort();
  return **files;
}

// A fault put into a copy of the files, and what is said of it.
struct Fault {
  const char* what;
  std::function<void(CatalogueFiles&)> put;
  const char* said;
};

void ExpectFaults(const std::vector<Fault>& faults) {
  for (const Fault& fault : faults) {
    CatalogueFiles files = GoodFiles();
    fault.put(files);
    const absl::Status status = ValidateCatalogue(files);
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << fault.what;
    EXPECT_THAT(std::string(status.message()), HasSubstr(fault.said)) << fault.what;
    EXPECT_FALSE(Catalogue::Create(std::move(files)).ok()) << fault.what;
  }
}

v1::Centre* Centre(CatalogueFiles& files) { return files.centres.mutable_centres(0); }
v1::CaseType* Type(CatalogueFiles& files) { return files.case_types.mutable_case_types(0); }
v1::CodeList* List(CatalogueFiles& files) { return files.codes.mutable_lists(0); }
v1::Language* Language(CatalogueFiles& files) { return files.codes.mutable_languages(0); }
v1::Measure* Measure(CatalogueFiles& files) { return files.plan.mutable_measures(0); }
v1::Institution* Area(CatalogueFiles& files) { return files.plan.mutable_institutions(0); }

v1::Indicator* Figure(CatalogueFiles& files, int number) {
  return files.indicators.mutable_indicators(number - 1);
}
v1::PlanFigure* First(CatalogueFiles& files) { return Figure(files, 1)->mutable_figure(); }

v1::TableFilter* Filter(CatalogueFiles& files, int number) {
  return Figure(files, number)->mutable_casework()->mutable_filters(0);
}

using F = CatalogueFiles;

TEST(ValidateTest, TheFilesAreGood) { EXPECT_EQ(ValidateCatalogue(GoodFiles()), absl::OkStatus()); }

TEST(ValidateTest, FaultsOfCentres) {
  ExpectFaults({
      {"one is missing", [](F& f) { f.centres.mutable_centres()->RemoveLast(); }, "106 local"},
      {"none is there", [](F& f) { f.centres.clear_centres(); }, "found 0, 0 and 0"},
      {"one is there twice", [](F& f) { *f.centres.add_centres() = f.centres.centres(5); },
       "named twice"},
      {"a kind is wrong", [](F& f) { Centre(f)->set_kind(v1::Centre::KIND_LOCAL); },
       "found 2, 107 and 1"},
      {"no kind", [](F& f) { Centre(f)->clear_kind(); }, "no kind"},
      {"a second helpline", [](F& f) { Centre(f)->set_kind(v1::Centre::KIND_HELPLINE); },
       "wrong kind"},
      {"no collection", [](F& f) { Centre(f)->set_name("CNAIM-LIS"); }, "no centres/"},
      {"no name", [](F& f) { Centre(f)->clear_name(); }, "no name"},
      {"no title", [](F& f) { Centre(f)->clear_title(); }, "no title"},
      {"no district", [](F& f) { Centre(f)->clear_district(); }, "no municipality, district"},
      {"no host", [](F& f) { Centre(f)->clear_host_type(); }, "no host type"},
      {"no source", [](F& f) { Centre(f)->clear_source(); }, "unknown source \"\""},
      {"a zone", [](F& f) { Centre(f)->set_time_zone("Europe/Madrid"); }, "unknown time zone"},
      {"a prefix of two", [](F& f) { Centre(f)->set_reference_prefix("LI"); }, "three letters"},
      {"a prefix in small", [](F& f) { Centre(f)->set_reference_prefix("lis"); }, "three letters"},
      {"a prefix twice", [](F& f) { Centre(f)->set_reference_prefix("NOR"); }, "NOR is taken"},
  });
}

TEST(ValidateTest, FaultsOfCodesAndLanguages) {
  ExpectFaults({
      {"a list twice", [](F& f) { *f.codes.add_lists() = f.codes.lists(0); }, "named twice"},
      {"a list without name", [](F& f) { List(f)->clear_name(); }, "no name"},
      {"a list is missing", [](F& f) { f.codes.mutable_lists()->RemoveLast(); },
       "code list nationality: missing"},
      {"an empty list", [](F& f) { List(f)->clear_codes(); }, "code list case_area: empty"},
      {"a code twice", [](F& f) { *List(f)->add_codes() = List(f)->codes(0); },
       "code \"social\" named twice"},
      {"no label", [](F& f) { List(f)->mutable_codes(0)->clear_label_pt(); }, "label is empty"},
      {"a language twice", [](F& f) { *f.codes.add_languages() = f.codes.languages(0); },
       "language pt: named twice"},
      {"no languages", [](F& f) { f.codes.clear_languages(); }, "no languages"},
      {"no ISO code", [](F& f) { Language(f)->clear_iso639_3(); }, "no ISO 639-3"},
      {"no language label", [](F& f) { Language(f)->clear_label_en(); }, "no label"},
      {"no channel", [](F& f) { Language(f)->clear_channels(); }, "no channel"},
      {"a channel", [](F& f) { Language(f)->add_channels("fax"); }, "unknown channel \"fax\""},
      {"a language source", [](F& f) { Language(f)->clear_source(); }, "unknown source"},
  });
}

TEST(ValidateTest, FaultsOfCaseTypes) {
  ExpectFaults({
      {"no version", [](F& f) { f.case_types.clear_version(); }, "no version"},
      {"none", [](F& f) { f.case_types.clear_case_types(); }, "no case types"},
      {"one twice", [](F& f) { *f.case_types.add_case_types() = *Type(f); }, "named twice"},
      {"no collection", [](F& f) { Type(f)->set_name("legal.x"); }, "no caseTypes/"},
      {"an area's name", [](F& f) { Type(f)->set_name("caseTypes/legal"); }, "is also an area"},
      {"no title", [](F& f) { Type(f)->clear_title(); }, "no title"},
      {"no Portuguese title", [](F& f) { Type(f)->clear_title_pt(); }, "no title"},
      {"an area", [](F& f) { Type(f)->set_area("sport"); }, "unknown case_area \"sport\""},
      {"a report area", [](F& f) { Type(f)->clear_report_area(); }, "unknown case_area \"\""},
      {"a document", [](F& f) { Type(f)->add_documents("fax"); },
       "case type legal.work_regularisation: unknown document \"fax\""},
      {"a document twice", [](F& f) { Type(f)->add_documents("passport"); },
       "document \"passport\" named twice"},
      {"an outcome", [](F& f) { Type(f)->add_outcomes("lost"); }, "unknown outcome \"lost\""},
      {"no outcome", [](F& f) { Type(f)->clear_outcomes(); }, "no outcome"},
      {"a referral", [](F& f) { Type(f)->add_referrals("zoo"); }, "unknown referral \"zoo\""},
      {"a flag", [](F& f) { Type(f)->add_flags("art11:x"); }, "unknown flag"},
      {"a restricted flag", [](F& f) { Type(f)->add_flags("restricted"); }, "does not agree"},
      {"restricted", [](F& f) { Type(f)->set_restricted(true); }, "does not agree"},
      {"a first day", [](F& f) { Type(f)->set_valid_from("2023-02-29"); }, "is no date"},
      {"days", [](F& f) { Type(f)->set_valid_from("2024-06-04"); }, "ends before it begins"},
  });
}

TEST(ValidateTest, FaultsOfStagesAndTransitions) {
  ExpectFaults({
      {"a stage twice", [](F& f) { Type(f)->set_stages(1, "intake"); }, "named twice"},
      {"an empty stage", [](F& f) { Type(f)->set_stages(1, ""); }, "empty stage"},
      {"a stage without words", [](F& f) { Type(f)->set_stages(1, "dream"); },
       "case type legal.work_regularisation: unknown case_stage \"dream\""},
      {"does not close", [](F& f) { Type(f)->mutable_stages()->RemoveLast(); }, "is not closed"},
      {"no stages", [](F& f) { Type(f)->clear_stages(); }, "fewer than two stages"},
      {"an unknown stage", [](F& f) { Type(f)->mutable_transitions(0)->set_to("moon"); },
       "intake to moon: unknown stage"},
      {"to closed", [](F& f) { Type(f)->mutable_transitions(0)->set_to("closed"); },
       "closed has its own method"},
      {"from closed", [](F& f) { Type(f)->mutable_transitions(0)->set_from("closed"); },
       "closed has its own method"},
      {"to itself", [](F& f) { Type(f)->mutable_transitions(0)->set_to("intake"); },
       "goes nowhere"},
      {"twice", [](F& f) { *Type(f)->add_transitions() = Type(f)->transitions(0); },
       "intake to triage: named twice"},
      {"a guard",
       [](F& f) { Type(f)->mutable_transitions(0)->set_guard(v1::Transition::Guard(7)); },
       "unknown guard"},
      {"no way", [](F& f) { Type(f)->mutable_transitions()->DeleteSubrange(0, 1); },
       "\"triage\" is never reached"},
  });
}

TEST(ValidateTest, FaultsOfClocks) {
  const auto clock = [](F& f) { return Type(f)->mutable_deadlines(0); };
  ExpectFaults({
      {"no text", [&](F& f) { clock(f)->clear_what(); }, "has no text"},
      {"twice", [&](F& f) { *Type(f)->add_deadlines() = *clock(f); }, "clock decide: named twice"},
      {"a unit", [&](F& f) { clock(f)->set_unit("moons"); }, "unknown unit \"moons\""},
      {"no source", [&](F& f) { clock(f)->clear_source(); }, "unknown source \"\""},
      {"source F34", [&](F& f) { clock(f)->set_source("F2,F34"); }, "unknown source \"F34\""},
      {"no date",
       [&](F& f) {
         clock(f)->set_unit("date");
         clock(f)->set_value_today("soon");
       },
       "is no date"},
  });
}

TEST(ValidateTest, FaultsOfThePlan) {
  ExpectFaults({
      {"no end", [](F& f) { f.plan.clear_plan_end(); }, "no last day"},
      {"96 measures", [](F& f) { f.plan.mutable_measures()->DeleteSubrange(1, 1); },
       "expected 97 measures, found 96"},
      {"22 objectives", [](F& f) { f.plan.mutable_measures()->RemoveLast(); },
       "expected 23 objectives, found 22"},
      {"a measure twice", [](F& f) { *f.plan.add_measures() = *Measure(f); }, "named twice"},
      {"15 areas", [](F& f) { f.plan.mutable_institutions()->DeleteSubrange(0, 1); },
       "expected 16 areas, found 15"},
      {"26 institutes", [](F& f) { f.plan.mutable_institutions()->RemoveLast(); },
       "expected 27 institutes, found 26"},
      {"an area twice", [](F& f) { *f.plan.add_institutions() = *Area(f); }, "named twice"},
      {"a kind", [](F& f) { Area(f)->set_kind("club"); }, "unknown kind \"club\""},
      {"a source", [](F& f) { Area(f)->clear_source(); }, "unknown source"},
      {"no label", [](F& f) { Area(f)->clear_label_en(); }, "no label"},
      {"a parent", [](F& f) { f.plan.mutable_institutions(20)->set_parent_area("ACM"); },
       "unknown area \"ACM\""},
      {"an area's parent", [](F& f) { Area(f)->set_parent_area("MNE"); }, "unknown area \"MNE\""},
      {"no collection", [](F& f) { Measure(f)->set_name("PN-01.01"); }, "no measures/"},
      {"an axis", [](F& f) { Measure(f)->set_axis(6); }, "unknown axis"},
      {"an objective", [](F& f) { Measure(f)->set_objective(24); }, "unknown objective"},
      {"no title", [](F& f) { Measure(f)->clear_title_pt(); }, "no title"},
      {"a measure's source", [](F& f) { Measure(f)->set_source("rumour"); }, "unknown source"},
      {"a late day", [](F& f) { Measure(f)->set_deadline("2022-01-01"); }, "no day of the plan"},
      {"continuous", [](F& f) { Measure(f)->set_continuous(true); }, "ends before the plan"},
      {"a stage", [](F& f) { Measure(f)->set_stage(v1::MEASURE_STAGE_COMPLETED); }, "first stage"},
      {"an unknown lead", [](F& f) { Measure(f)->set_lead_area("ACM"); }, "unknown area \"ACM\""},
      {"an unknown part", [](F& f) { Measure(f)->add_institutes("NASA"); }, "institute \"NASA\""},
      {"no part", [](F& f) { Measure(f)->clear_institutes(); }, "no institute"},
  });
}

TEST(ValidateTest, FaultsOfFigures) {
  ExpectFaults({
      {"none", [](F& f) { f.indicators.clear_indicators(); }, "no indicators"},
      {"twice", [](F& f) { *f.indicators.add_indicators() = *Figure(f, 1); }, "named twice"},
      {"no collection", [](F& f) { First(f)->set_name("F001"); }, "no figures/"},
      {"an objective", [](F& f) { First(f)->set_objective(24); }, "unknown objective"},
      {"no unit", [](F& f) { First(f)->clear_unit(); }, "no statement or unit"},
      {"no Portuguese", [](F& f) { First(f)->clear_statement_pt(); }, "no statement or unit"},
      {"a period", [](F& f) { First(f)->set_period_end("2019-01-01"); }, "wrong period"},
      {"no qualifier", [](F& f) { First(f)->clear_qualifier(); }, "no qualifier"},
      {"a value", [](F& f) { First(f)->set_value(0); }, "has a value"},
      {"two origins", [](F& f) { Figure(f, 1)->set_institute("ACM"); }, "must be counted"},
      {"no origin", [](F& f) { Figure(f, 1)->clear_catalogue_count(); }, "must be counted"},
      {"a count", [](F& f) { Figure(f, 1)->set_catalogue_count("hats"); }, "count \"hats\""},
      {"an institute", [](F& f) { Figure(f, 7)->set_institute("MNE"); }, "institute \"MNE\""},
      {"feeds none", [](F& f) { Figure(f, 12)->clear_measures(); }, "feeds no measure"},
      {"a measure", [](F& f) { Figure(f, 12)->add_measures("measures/X"); }, "unknown measure"},
      {"another objective", [](F& f) { Figure(f, 12)->set_measures(0, "measures/PN-22.01"); },
       "has another objective"},
      {"no part", [](F& f) { Figure(f, 12)->set_institute("SEF"); }, "SEF has no part"},
  });
}

TEST(ValidateTest, FaultsOfFilters) {
  ExpectFaults({
      {"a kind", [](F& f) { Figure(f, 33)->mutable_casework()->set_kind("hug"); }, "kind \"hug\""},
      {"no measure", [](F& f) { Figure(f, 33)->mutable_casework()->clear_measure(); },
       "neither events nor persons"},
      {"a dimension", [](F& f) { Filter(f, 34)->set_dimension("month"); }, "dimension \"month\""},
      {"empty", [](F& f) { Filter(f, 34)->clear_codes(); }, "empty filter on outcome"},
      {"twice", [](F& f) { *Figure(f, 34)->mutable_casework()->add_filters() = *Filter(f, 34); },
       "two filters on outcome"},
      {"an outcome of a case", [](F& f) { Filter(f, 34)->add_codes("returned"); },
       "unknown outcome \"returned\""},
      {"a topic", [](F& f) { Filter(f, 31)->add_codes("stay_docs"); }, "topic \"stay_docs\""},
      {"an area of a closed case", [](F& f) { Filter(f, 46)->add_codes("legal"); },
       "topic \"legal\""},
      {"a topic of visits", [](F& f) { Figure(f, 31)->mutable_casework()->set_kind("visit"); },
       "topic \"legal\""},
  });
}

TEST(ValidateTest, FiltersKnowTheCodesOfEveryDimension) {
  const std::pair<const char*, const char*> known[] = {{"centre", "centres/CNAIM-LIS"},
                                                       {"district", "Faro"},
                                                       {"sex", "2"},
                                                       {"age_band", "65+"},
                                                       {"nationality", "BR"},
                                                       {"language", "kea"},
                                                       {"residence_status", "IRREG"},
                                                       {"area", "health"},
                                                       {"channel", "phone"},
                                                       {"topic", "stay_docs"},
                                                       {"outcome", "answered"}};
  for (const auto& [dimension, code] : known) {
    CatalogueFiles files = GoodFiles();
    v1::TableFilter* filter = Figure(files, 33)->mutable_casework()->add_filters();
    filter->set_dimension(dimension);
    filter->add_codes(code);
    EXPECT_EQ(ValidateCatalogue(files), absl::OkStatus()) << dimension;
    filter->set_codes(0, "?");
    EXPECT_FALSE(ValidateCatalogue(files).ok()) << dimension;
  }
}

TEST(IsCivilDayTest, KnowsTheCalendar) {
  for (const char* day : {"2020-02-29", "2021-12-31", "0001-01-01"}) EXPECT_TRUE(IsCivilDay(day));
  for (const char* day : {"2021-02-29", "2021-00-10", "2021-1-010", "2021-04-31", "20210430", "",
                          "2021-04-3a", "-021-04-30"}) {
    EXPECT_FALSE(IsCivilDay(day)) << day;
  }
}

}  // namespace
}  // namespace balcao::services
