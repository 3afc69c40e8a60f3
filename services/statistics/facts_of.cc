#include "services/statistics/facts_of.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "services/common/civil.h"

namespace balcao::services {
namespace {

using store::v1::Fact;

Fact FactFor(const Catalogue& catalogue, std::string_view kind, const std::string& owner,
             const google::protobuf::Timestamp& time, const store::v1::StatisticalFrame& frame) {
  const v1::Centre* centre = catalogue.FindCentre(owner);
  Fact fact;
  fact.set_kind(std::string(kind));
  fact.set_day(
      DayNumber(DayOf(MicrosOf(time), ZoneOf(centre == nullptr ? kLisbon : centre->time_zone()))));
  fact.set_centre(owner);
  fact.set_person(frame.person());
  if (!frame.sex().empty()) fact.set_sex(frame.sex());
  if (!frame.age_band().empty()) fact.set_age_band(frame.age_band());
  if (!frame.nationality().empty()) fact.set_nationality(frame.nationality());
  if (!frame.language().empty()) fact.set_language(frame.language());
  if (!frame.residence_status().empty()) fact.set_residence_status(frame.residence_status());
  fact.set_weight(1);
  return fact;
}

std::vector<Fact> FactsOfVisit(const Catalogue& catalogue, const store::v1::VisitRecord& record) {
  const v1::Visit& visit = record.visit();
  Fact fact =
      FactFor(catalogue, "visit", visit.placement().owner(), visit.occurred_time(), record.frame());
  fact.set_channel(visit.channel());
  std::vector<Fact> facts;
  facts.reserve(static_cast<size_t>(visit.tickets_size()) + 1);
  facts.push_back(std::move(fact));
  for (const v1::Ticket& ticket : visit.tickets()) {
    Fact& matter = facts.emplace_back(facts.front());
    matter.set_kind("matter");
    matter.set_topic(ticket.opened_case().empty() ? ticket.area() : ticket.case_type());
  }
  return facts;
}

std::vector<Fact> FactsOfCase(const Catalogue& catalogue, const store::v1::CaseRecord& record) {
  const v1::Case& c = record.case_();
  if (c.state() == v1::Case::STATE_DELETED) return {};
  Fact opened =
      FactFor(catalogue, "case_opened", c.placement().owner(), c.open_time(), record.frame());
  opened.set_topic(c.type());
  opened.set_channel(c.channel());
  std::vector<Fact> facts;
  facts.push_back(std::move(opened));
  if (c.state() == v1::Case::STATE_CLOSED) {
    Fact closed =
        FactFor(catalogue, "case_closed", c.placement().owner(), c.close_time(), record.frame());
    closed.set_topic(c.type());
    closed.set_channel(c.channel());
    closed.set_outcome(c.outcome());
    facts.push_back(std::move(closed));
  }
  return facts;
}

std::vector<Fact> FactsOfCall(const Catalogue& catalogue, const store::v1::CallRecord& record) {
  const v1::Call& call = record.call();
  const bool demand = call.kind() == v1::Call::KIND_DATA;
  Fact fact = FactFor(catalogue, demand ? "call" : "call_without_demand", call.placement().owner(),
                      call.occurred_time(), record.frame());
  fact.set_channel(call.channel());
  fact.set_topic(call.topic());
  fact.set_outcome(call.outcome());
  std::vector<Fact> facts;
  facts.reserve(static_cast<size_t>(call.legs_size()) + 1);
  facts.push_back(std::move(fact));
  for (const v1::InterpretationLeg& leg : call.legs()) {
    Fact& interpretation = facts.emplace_back(facts.front());
    interpretation.set_kind("interpretation");
    interpretation.set_language(leg.language());
    interpretation.set_topic(leg.requesting_body());
    interpretation.set_outcome(leg.outcome());
  }
  return facts;
}

}  // namespace

std::vector<Fact> FactsOf(const Catalogue& catalogue, storage::Kind kind,
                          const google::protobuf::Message& record) {
  switch (kind) {
    case storage::Kind::kVisit:
      return FactsOfVisit(catalogue, static_cast<const store::v1::VisitRecord&>(record));
    case storage::Kind::kCase:
      return FactsOfCase(catalogue, static_cast<const store::v1::CaseRecord&>(record));
    case storage::Kind::kCall:
      return FactsOfCall(catalogue, static_cast<const store::v1::CallRecord&>(record));
    default:
      return {};
  }
}

storage::DeriveFacts FactDeriver(const Catalogue* catalogue) {
  return [catalogue](storage::Kind kind, const google::protobuf::Message* before,
                     const google::protobuf::Message& after, store::v1::FactDelta& delta) {
    std::vector<Fact> added = FactsOf(*catalogue, kind, after);
    if (before != nullptr) {
      const auto key = [](const Fact& fact) { return fact.SerializeAsString(); };
      absl::flat_hash_map<std::string, int> had;
      std::vector<Fact> removed = FactsOf(*catalogue, kind, *before);
      for (const Fact& fact : removed) ++had[key(fact)];
      added.erase(std::remove_if(added.begin(), added.end(),
                                 [&](const Fact& fact) {
                                   const auto found = had.find(key(fact));
                                   return found != had.end() && found->second-- > 0;
                                 }),
                  added.end());
      for (Fact& fact : removed) {
        int& left = had[key(fact)];
        if (left <= 0) continue;
        --left;
        fact.set_weight(-1);
        *delta.add_facts() = std::move(fact);
      }
    }
    for (Fact& fact : added) *delta.add_facts() = std::move(fact);
  };
}

}  // namespace balcao::services
