// Requests for load: as many as wanted, all different, and quick to make. The
// people in them have made-up names, no two of which sound alike, so that nobody
// is held for anybody else.
#pragma once

#include <string>
#include <vector>

#include "balcao/v1/access.pb.h"
#include "balcao/v1/cases.pb.h"
#include "balcao/v1/helpline.pb.h"
#include "balcao/v1/intake.pb.h"
#include "clients/country/random.h"

namespace balcao::country {

// A word of so many syllables for a number. Words of different length sound
// different, and so do those of a million numbers in a row from six syllables on.
std::string MadeUpName(uint64_t number, int syllables);

class LoadRequests {
 public:
  // The clock makes a stream of its own for each run, the seed for each thread.
  explicit LoadRequests(uint64_t seed);

  // A new person with so many matters, of which the first becomes a case.
  v1::OpenVisitRequest OpenVisit(int matters = 1);
  v1::LogCallRequest LogCall();
  // One of the cases that were added.
  v1::GetCaseRequest GetCase();
  const v1::EchoRequest& Echo() const { return echo_; }

  void AddCase(const std::string& name) { cases_.push_back(name); }
  const std::vector<std::string>& cases() const { return cases_; }

 private:
  std::string NewId();

  Random random_;
  uint64_t serial_;
  std::vector<std::string> cases_;
  v1::EchoRequest echo_;
};

}  // namespace balcao::country
