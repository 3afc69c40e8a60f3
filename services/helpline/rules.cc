#include "services/helpline/rules.h"

#include "absl/strings/str_cat.h"
#include "services/common/checks.h"
#include "services/common/civil.h"
#include "services/common/frame.h"
#include "services/common/keys.h"

namespace balcao::services {
namespace {

constexpr int64_t kDaySeconds = 24 * 60 * 60;
constexpr int32_t kSecondNanos = 1'000'000'000;
constexpr size_t kNoteMax = 4000;
constexpr size_t kShortMax = 64;

void CheckDuration(const google::protobuf::Duration& duration, FieldPath path,
                   FieldFaults& faults) {
  if (duration.seconds() < 0 || duration.seconds() > kDaySeconds || duration.nanos() < 0 ||
      duration.nanos() >= kSecondNanos) {
    faults.Add(path, "NOT_A_DURATION", "up to a day");
  }
}

void CheckDemand(const v1::Call& call, FieldFaults& faults) {
  if (call.kind() == v1::Call::KIND_DATA) {
    CheckRequired(!call.language().empty(), "call.language", faults);
    CheckRequired(!call.topic().empty(), "call.topic", faults);
    CheckRequired(!call.outcome().empty(), "call.outcome", faults);
  } else if (!call.topic().empty() || !call.outcome().empty() || call.legs_size() > 0) {
    faults.Add("call.topic", "NO_DEMAND", "a call without a demand has no topic and no outcome");
  }
}

// What is no number would not be found again by its earlier calls.
void CheckNumber(const std::string& number, FieldFaults& faults) {
  CheckText(number, "call.number", kShortMax, faults);
  // To look at a number takes the library's time: at no more than may be given.
  if (number.empty() || number.size() > kShortMax) return;
  if (NormalizePhone(number).empty()) {
    faults.Add("call.number", "NOT_A_PHONE_NUMBER", "with country code, or empty when withheld");
  }
}

void CheckLegs(const v1::Call& call, const Catalogue& catalogue, FieldFaults& faults) {
  if (call.legs_size() > kLegsMax) faults.Add("call.legs", "TOO_MANY", "at most 8");
  for (int i = 0; i < call.legs_size(); ++i) {
    const v1::InterpretationLeg& leg = call.legs(i);
    const std::string path = absl::StrCat("call.legs[", i, "].");
    CheckRequired(!leg.language().empty(), {path, "language"}, faults);
    CheckLanguage(catalogue, leg.language(), {path, "language"}, faults);
    CheckRequired(!leg.outcome().empty(), {path, "outcome"}, faults);
    CheckCode(catalogue, "call_outcome", leg.outcome(), {path, "outcome"}, faults);
    CheckCode(catalogue, "referral", leg.requesting_body(), {path, "requesting_body"}, faults);
    CheckText(leg.interpreter(), {path, "interpreter"}, kShortMax, faults);
    CheckDuration(leg.duration(), {path, "duration"}, faults);
  }
}

}  // namespace

void CheckCall(const v1::Call& call, const Catalogue& catalogue, int64_t now_us,
               FieldFaults& faults) {
  CheckRequired(call.direction() == v1::Call::DIRECTION_INBOUND ||
                    call.direction() == v1::Call::DIRECTION_OUTBOUND,
                "call.direction", faults);
  CheckRequired(v1::Call::Kind_IsValid(call.kind()) && call.kind() != v1::Call::KIND_UNSPECIFIED,
                "call.kind", faults);
  CheckRequired(!call.channel().empty(), "call.channel", faults);
  CheckCode(catalogue, "channel", call.channel(), "call.channel", faults);
  CheckDemand(call, faults);
  CheckLanguage(catalogue, call.language(), "call.language", faults);
  CheckCode(catalogue, "call_topic", call.topic(), "call.topic", faults);
  CheckCode(catalogue, "call_outcome", call.outcome(), "call.outcome", faults);
  CheckCode(catalogue, "nationality", call.nationality(), "call.nationality", faults);
  CheckCode(catalogue, "sex", call.sex(), "call.sex", faults);
  CheckNumber(call.number(), faults);
  CheckText(call.queue(), "call.queue", kShortMax, faults);
  CheckText(call.operator_(), "call.operator", kShortMax, faults);
  CheckText(call.note(), "call.note", kNoteMax, faults);
  CheckDuration(call.duration(), "call.duration", faults);
  if (call.has_occurred_time()) {
    CheckOccurred(call.occurred_time(), now_us, "call.occurred_time", faults);
  }
  CheckLegs(call, catalogue, faults);
}

v1::Call NewCall(const v1::Call& draft, const CallFacts& facts) {
  v1::Call call = draft;
  call.set_name(facts.name);
  call.clear_placement();
  call.mutable_placement()->set_owner(facts.owner);
  call.set_logged_by(facts.logged_by);
  if (call.operator_().empty()) call.set_operator_(facts.logged_by);
  call.clear_redacted();
  if (!call.has_occurred_time()) *call.mutable_occurred_time() = TimestampOf(facts.now_us);
  *call.mutable_create_time() = TimestampOf(facts.now_us);
  *call.mutable_update_time() = TimestampOf(facts.now_us);
  return call;
}

store::v1::StatisticalFrame CallFrame(const v1::Call& call, const store::v1::PersonRecord* person,
                                      const absl::CivilDay& day) {
  store::v1::StatisticalFrame frame;
  if (person != nullptr) frame = FrameOf(*person, day);
  if (frame.sex().empty()) frame.set_sex(call.sex());
  if (frame.nationality().empty()) frame.set_nationality(call.nationality());
  if (!call.language().empty()) frame.set_language(call.language());
  return frame;
}

}  // namespace balcao::services
