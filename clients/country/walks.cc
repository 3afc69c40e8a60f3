#include "clients/country/walks.h"

#include <algorithm>
#include <array>

#include "absl/strings/string_view.h"

namespace balcao::country {
namespace {

constexpr absl::string_view kClosed = "closed";

int StageIndex(const v1::CaseType& type, absl::string_view stage) {
  for (int i = 0; i < type.stages_size(); ++i) {
    if (type.stages(i) == stage) return i;
  }
  return -1;
}

bool IsGood(absl::string_view outcome) {
  constexpr std::array<absl::string_view, 6> kGood = {"granted",  "granted_tacit", "partly",
                                                      "resolved", "returned",      "placed"};
  return std::find(kGood.begin(), kGood.end(), outcome) != kGood.end();
}

double OutcomeWeight(absl::string_view outcome, double progress) {
  if (IsGood(outcome)) return progress >= 0.6 ? 10 : 0.05;
  if (outcome == "refused" || outcome == "appealed" || outcome == "inadmissible") {
    return progress >= 0.6 ? 2 : 0.05;
  }
  return progress >= 0.6 ? 0.5 : 3;
}

}  // namespace

StageGraph::StageGraph(const v1::CaseType& type) {
  const int closed = StageIndex(type, kClosed);
  moves_.resize(static_cast<size_t>(closed < 0 ? type.stages_size() : closed));
  for (const v1::Transition& transition : type.transitions()) {
    const int from = StageIndex(type, transition.from());
    const int to = StageIndex(type, transition.to());
    if (from < 0 || to < 0 || from >= stages() || to >= stages()) continue;
    moves_[static_cast<size_t>(from)].push_back(
        {to, transition.guard() == v1::Transition::GUARD_RECEIPT_NUMBER});
  }
  for (auto& list : moves_) {
    std::stable_sort(list.begin(), list.end(),
                     [](const Move& a, const Move& b) { return a.stage < b.stage; });
  }
}

std::vector<Way> StageGraph::CoverWays() const {
  std::vector<Way> ways;
  std::vector<bool> visited(moves_.size(), false);
  while (!moves_.empty()) {
    Way way;
    int at = 0;
    visited[0] = true;
    for (Way next = ToUnvisited(at, visited); !next.empty(); next = ToUnvisited(at, visited)) {
      for (const Move& move : next) visited[static_cast<size_t>(move.stage)] = true;
      way.insert(way.end(), next.begin(), next.end());
      at = way.back().stage;
    }
    if (way.empty()) break;
    ways.push_back(std::move(way));
  }
  return ways;
}

Way StageGraph::RandomWay(Random& random, int longest) const {
  Way way;
  int at = 0;
  while (!moves_.empty() && static_cast<int>(way.size()) < longest) {
    const auto& choices = moves_[static_cast<size_t>(at)];
    if (choices.empty()) break;
    // The ordinary next stage is likelier than a jump or a step back.
    const auto ahead = std::find_if(choices.begin(), choices.end(),
                                    [&](const Move& move) { return move.stage > at; });
    const bool ordinary = ahead != choices.end() && random.Chance(0.75);
    way.push_back(ordinary ? *ahead : choices[random.Below(choices.size())]);
    at = way.back().stage;
  }
  return way;
}

Way StageGraph::ToUnvisited(int from, const std::vector<bool>& visited) const {
  std::vector<Way> found(moves_.size());
  std::vector<bool> seen(moves_.size(), false);
  std::vector<int> frontier = {from};
  seen[static_cast<size_t>(from)] = true;
  while (!frontier.empty()) {
    std::vector<int> next;
    for (int at : frontier) {
      for (const Move& move : moves_[static_cast<size_t>(at)]) {
        const size_t to = static_cast<size_t>(move.stage);
        if (seen[to]) continue;
        seen[to] = true;
        found[to] = found[static_cast<size_t>(at)];
        found[to].push_back(move);
        next.push_back(move.stage);
      }
    }
    std::sort(next.begin(), next.end());
    for (int stage : next) {
      if (!visited[static_cast<size_t>(stage)]) return found[static_cast<size_t>(stage)];
    }
    frontier = std::move(next);
  }
  return {};
}

std::string DrawOutcome(const v1::CaseType& type, double progress,
                        const std::vector<std::string>& excluded, Random& random) {
  std::vector<double> weights;
  for (const std::string& outcome : type.outcomes()) {
    const bool barred = std::find(excluded.begin(), excluded.end(), outcome) != excluded.end();
    weights.push_back(barred ? 0 : OutcomeWeight(outcome, progress));
  }
  const Weighted law(weights);
  if (law.empty()) return "";
  return type.outcomes(static_cast<int>(law.Draw(random)));
}

}  // namespace balcao::country
