// The facts that a record stands for, and what a change of it adds and takes
// back. Pure functions of records: a replay of the journal gives the same.
#pragma once

#include <vector>

#include "balcao/store/v1/journal.pb.h"
#include "services/catalogue/catalogue.h"
#include "storage/ledger/ledger.h"

namespace balcao::services {

// Visits and their matters, calls and their interpretations, cases opened and
// closed. Other records stand for none.
std::vector<store::v1::Fact> FactsOf(const Catalogue& catalogue, storage::Kind kind,
                                     const google::protobuf::Message& record);

// FactsOf(after) less FactsOf(before), with weights of +1 and -1.
storage::DeriveFacts FactDeriver(const Catalogue* catalogue);

}  // namespace balcao::services
