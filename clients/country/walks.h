// Ways through the stages of a case type, by the moves that the catalogue
// allows. A way begins where cases of the type open and never names `closed`,
// which closing alone reaches.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "balcao/v1/catalogue.pb.h"
#include "clients/country/random.h"

namespace balcao::country {

// A move along a way.
struct Move {
  // The stage it reaches, by its place in CaseType.stages.
  int stage = 0;
  // Says that the receipt number must stand in the case before the move.
  bool needs_receipt = false;
};

using Way = std::vector<Move>;

// The moves of a case type as a graph.
class StageGraph {
 public:
  explicit StageGraph(const v1::CaseType& type);

  // Ways that together visit every stage that can be reached, as few as the
  // moves allow: one where the stages can be visited in one walk.
  std::vector<Way> CoverWays() const;

  // A random way of at most `longest` moves.
  Way RandomWay(Random& random, int longest) const;

  // How many stages a case can stand in, `closed` not counted.
  int stages() const { return static_cast<int>(moves_.size()); }

 private:
  // The shortest way from a stage to the nearest stage not yet visited (the
  // earlier in the list where two are as near); empty when none can be reached.
  Way ToUnvisited(int from, const std::vector<bool>& visited) const;

  std::vector<std::vector<Move>> moves_;
};

// Picks how a case ends: one of the outcomes that its type allows, good ones
// after a long way, others after a short one; never one of `excluded`.
std::string DrawOutcome(const v1::CaseType& type, double progress,
                        const std::vector<std::string>& excluded, Random& random);

}  // namespace balcao::country
