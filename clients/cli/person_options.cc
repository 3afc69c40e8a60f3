#include "clients/cli/person_options.h"

#include <algorithm>

#include "clients/cli/values.h"
#include "clients/common/status_macros.h"

namespace balcao::cli {
namespace {

using google::protobuf::FieldDescriptor;

// An option and the field of Person that it fills.
struct PersonField {
  Option option;
  std::string field;
};

const std::vector<PersonField>& PersonFields() {
  static const auto* const fields = new std::vector<PersonField>{
      {{.name = "given-name", .value = "NAME", .help = "The given names, as the person writes."},
       "given_name"},
      {{.name = "family-name", .value = "NAME", .help = "The family names."}, "family_name"},
      {{.name = "other-name",
        .value = "NAME",
        .help = "Another spelling or name, in any script.",
        .repeated = true},
       "other_names"},
      {{.name = "birth-date", .value = "DATE", .help = "1990-05-17, 1990-05 or 1990."},
       "birth_date"},
      {{.name = "birth-date-estimated", .help = "The date of birth is an estimate."},
       "birth_date_estimated"},
      {{.name = "sex", .value = "CODE", .help = "By code list `sex`: 0, 1, 2, 9."}, "sex"},
      {{.name = "nationality",
        .value = "COUNTRY",
        .help = "ISO 3166-1; the first is counted.",
        .repeated = true},
       "nationalities"},
      {{.name = "language", .value = "TAG", .help = "The language spoken, BCP 47: pt, uk, ar."},
       "language"},
      {{.name = "residence-status", .value = "CODE", .help = "By code list `residence_status`."},
       "residence_status"},
      {{.name = "document",
        .value = "TYPE:NUMBER[:COUNTRY[:EXPIRY]]",
        .help = "An identity document or number: passport:AB123:BR.",
        .repeated = true},
       "documents"},
      {{.name = "phone", .value = "NUMBER", .help = "A telephone number.", .repeated = true},
       "phones"},
      {{.name = "email", .value = "ADDRESS", .help = "The e-mail address."}, "email"},
      {{.name = "address", .value = "TEXT", .help = "The postal address."}, "address"},
      {{.name = "vulnerability",
        .value = "CODE",
        .help = "By code list `vulnerability`.",
        .repeated = true},
       "vulnerabilities"},
      {{.name = "note", .value = "TEXT", .help = "How to receive the person."}, "note"},
  };
  return *fields;
}

// Fills one field from the values of its option.
absl::Status FillField(const FieldDescriptor& field, const std::vector<std::string>& texts,
                       v1::Person* person) {
  const auto* reflection = person->GetReflection();
  if (field.name() == "birth_date") {
    ASSIGN_OR_RETURN(*person->mutable_birth_date(), ParseDate(texts.back()));
  } else if (field.name() == "documents") {
    for (const std::string& text : texts) {
      ASSIGN_OR_RETURN(*person->add_documents(), ParseDocument(text));
    }
  } else if (field.cpp_type() == FieldDescriptor::CPPTYPE_BOOL) {
    reflection->SetBool(person, &field, true);
  } else if (field.is_repeated()) {
    for (const std::string& text : texts) reflection->AddString(person, &field, text);
  } else {
    reflection->SetString(person, &field, texts.back());
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Option> PersonOptions() {
  std::vector<Option> options;
  for (const PersonField& field : PersonFields()) options.push_back(field.option);
  return options;
}

std::vector<Option> LegalBasisOptions(bool required) {
  return {
      {.name = "notice",
       .value = "VERSION",
       .help = "The version of the privacy notice that was given.",
       .required = required},
      {.name = "notice-language",
       .value = "TAG",
       .help = "The language it was given in; that of --language unless told."},
      {.name = "ground",
       .value = "GROUND",
       .help = "The lawful ground (GDPR art. 6); public_task unless told.",
       .choices = WordsOf<v1::LegalBasis::Ground>()},
      {.name = "consent-purpose",
       .value = "TEXT",
       .help = "What was consented to, with --ground consent."},
  };
}

bool DescribesPerson(const Values& values) {
  return std::any_of(PersonFields().begin(), PersonFields().end(), [&](const PersonField& field) {
    return field.field != "language" && field.field != "note" && values.Has(field.option.name);
  });
}

absl::StatusOr<DescribedPerson> ReadPerson(const Values& values) {
  DescribedPerson result;
  for (const PersonField& field : PersonFields()) {
    if (!values.Has(field.option.name)) continue;
    const FieldDescriptor* descriptor = v1::Person::descriptor()->FindFieldByName(field.field);
    RETURN_IF_ERROR(FillField(*descriptor, values.All(field.option.name), &result.person));
    result.fields.push_back(field.field);
  }
  return result;
}

absl::StatusOr<v1::LegalBasis> ReadLegalBasis(const Values& values) {
  v1::LegalBasis basis;
  basis.set_ground(v1::LegalBasis::GROUND_PUBLIC_TASK);
  if (values.Has("ground")) {
    ASSIGN_OR_RETURN(const auto ground, ParseEnum<v1::LegalBasis::Ground>(values.Get("ground")));
    basis.set_ground(ground);
  }
  basis.set_notice_version(values.Get("notice"));
  basis.set_notice_language(values.Has("notice-language") ? values.Get("notice-language")
                                                          : values.Get("language"));
  basis.set_consent_purpose(values.Get("consent-purpose"));
  return basis;
}

}  // namespace balcao::cli
