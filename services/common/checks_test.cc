#include "services/common/checks.h"

#include "services/common/civil.h"
#include "services/common/rules_fixture.h"

namespace balcao::services {
namespace {

using Faults = std::map<std::string, std::string>;

constexpr int64_t kNow = 1'600'000'000'000'000;

template <class Check>
Faults After(Check check) {
  FieldFaults faults;
  check(faults);
  return FaultsOf(faults);
}

Faults Text(const std::string& value, size_t max = 5) {
  return After([&](FieldFaults& faults) { CheckText(value, "note", max, faults); });
}

TEST(CheckText, CountsCharactersAndNotBytes) {
  EXPECT_EQ(Text("ação!"), Faults());
  EXPECT_EQ(Text("ação!!"), (Faults{{"note", "TOO_LONG"}}));
  EXPECT_EQ(Text("शर्मा"), Faults());
  EXPECT_EQ(Text("王伟王伟王"), Faults());
  EXPECT_EQ(Text("王伟王伟王伟"), (Faults{{"note", "TOO_LONG"}}));
  EXPECT_EQ(Text("😀😀😀😀😀"), Faults());
  EXPECT_EQ(Text(""), Faults());
}

TEST(CheckText, RefusesControlCharactersButLineBreaksAndTabs) {
  for (int c = 0; c < 0x20; ++c) {
    const bool allowed = c == '\n' || c == '\r' || c == '\t';
    EXPECT_EQ(Text(std::string("a") + static_cast<char>(c)),
              allowed ? Faults() : (Faults{{"note", "CONTROL_CHARACTER"}}))
        << c;
  }
  EXPECT_EQ(Text("\x7f"), (Faults{{"note", "CONTROL_CHARACTER"}}));
}

struct BasisRow {
  const char* basis;
  Faults faults;
};

TEST(CheckLegalBasis, ConsentNeedsItsPurposeAndNothingElseHasOne) {
  const BasisRow rows[] = {
      {"ground: GROUND_PUBLIC_TASK notice_version: '1'", {}},
      {"ground: GROUND_LEGAL_OBLIGATION notice_version: '1'", {}},
      {"ground: GROUND_VITAL_INTERESTS notice_version: '1'", {}},
      {"ground: GROUND_CONSENT notice_version: '1' consent_purpose: 'letters'", {}},
      {"ground: GROUND_CONSENT notice_version: '1'", {{"b.consent_purpose", "CONSENT_PURPOSE"}}},
      {"ground: GROUND_PUBLIC_TASK notice_version: '1' consent_purpose: 'letters'",
       {{"b.consent_purpose", "CONSENT_PURPOSE"}}},
      {"ground: GROUND_PUBLIC_TASK", {{"b.notice_version", "PRIVACY_NOTICE_REQUIRED"}}},
      {"notice_version: '1'", {{"b.ground", "LEGAL_BASIS_REQUIRED"}}},
      {"ground: 9 notice_version: '1'", {{"b.ground", "LEGAL_BASIS_REQUIRED"}}},
      {"ground: GROUND_PUBLIC_TASK notice_version: '1' notice_language: 'tlh'",
       {{"b.notice_language", "UNKNOWN_LANGUAGE"}}},
      {"", {{"b.ground", "LEGAL_BASIS_REQUIRED"}, {"b.notice_version", "PRIVACY_NOTICE_REQUIRED"}}},
  };
  for (const BasisRow& row : rows) {
    EXPECT_EQ(After([&](FieldFaults& faults) {
                CheckLegalBasis(FromText<v1::LegalBasis>(row.basis), RealCatalogue(), "b", faults);
              }),
              row.faults)
        << row.basis;
  }
}

Faults Occurred(int64_t seconds, int nanos = 0) {
  google::protobuf::Timestamp time;
  time.set_seconds(seconds);
  time.set_nanos(nanos);
  return After([&](FieldFaults& faults) { CheckOccurred(time, kNow, "t", faults); });
}

TEST(CheckOccurred, MayBePastAndAtMostFiveMinutesAhead) {
  const Faults future = {{"t", "IN_THE_FUTURE"}}, wrong = {{"t", "NOT_A_TIME"}};
  EXPECT_EQ(Occurred(kNow / 1'000'000), Faults());
  EXPECT_EQ(Occurred(kNow / 1'000'000 + 300), Faults());
  EXPECT_EQ(Occurred(kNow / 1'000'000 + 301), future);
  EXPECT_EQ(Occurred(631'152'000), Faults()) << "1990-01-01";
  EXPECT_EQ(Occurred(631'151'999), wrong);
  EXPECT_EQ(Occurred(INT64_MAX), future);
  EXPECT_EQ(Occurred(INT64_MIN), wrong);
  EXPECT_EQ(Occurred(kNow / 1'000'000, -1), wrong);
  EXPECT_EQ(Occurred(kNow / 1'000'000, 1'000'000'000), wrong);
}

TEST(CheckCode, AnEmptyCodePassesAndAnUnknownOneDoesNot) {
  const auto code = [](const char* value) {
    return After([&](FieldFaults& f) { CheckCode(RealCatalogue(), "sex", value, "sex", f); });
  };
  EXPECT_EQ(code(""), Faults());
  EXPECT_EQ(code("2"), Faults());
  EXPECT_EQ(code("female"), (Faults{{"sex", "UNKNOWN_CODE"}}));
}

TEST(FieldFaults, AreToldTogetherAtMost32AndNeverWithAValue) {
  FieldFaults faults;
  for (int i = 0; i < 40; ++i) CheckText("Ana\x01", "note" + std::to_string(i), 5, faults);
  const absl::Status status = faults.ToStatus();
  EXPECT_TRUE(absl::IsInvalidArgument(status));
  EXPECT_EQ(ReasonOf(status), "INVALID_FIELDS");
  EXPECT_EQ(FaultsOf(status).size(), 32);
  EXPECT_EQ(status.ToString(absl::StatusToStringMode::kWithEverything).find("Ana"),
            std::string::npos);
}

}  // namespace
}  // namespace balcao::services
