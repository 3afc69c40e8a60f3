// Checks of single fields that several services share. Each adds what is wrong to
// the faults and says nothing of the value.
#pragma once

#include <string>
#include <string_view>

#include "balcao/v1/common.pb.h"
#include "google/protobuf/field_mask.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/catalogue/catalogue.h"
#include "services/common/errors.h"

namespace balcao::services {

// At most `max` characters (code points), without control characters other than
// line breaks and tabs. Invalid UTF-8 never gets here: the gate refuses it.
void CheckText(std::string_view value, FieldPath path, size_t max, FieldFaults& faults);
void CheckRequired(bool present, FieldPath path, FieldFaults& faults);
// Empty passes.
void CheckCode(const Catalogue& catalogue, std::string_view list, std::string_view code,
               FieldPath path, FieldFaults& faults);
void CheckLanguage(const Catalogue& catalogue, std::string_view tag, FieldPath path,
                   FieldFaults& faults);
void CheckDate(const v1::Date& date, FieldPath path, FieldFaults& faults);
// In the past or up to five minutes ahead, and not before 1990.
void CheckOccurred(const google::protobuf::Timestamp& time, int64_t now_us, FieldPath path,
                   FieldFaults& faults);
// A ground and a notice; consent with its purpose, and a purpose with consent
// alone (GDPR arts. 6, 7 and 13).
void CheckLegalBasis(const v1::LegalBasis& basis, const Catalogue& catalogue,
                     const std::string& path, FieldFaults& faults);

}  // namespace balcao::services
