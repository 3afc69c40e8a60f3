// Look-up values of a person, in the form in which they are compared.
//
// Names come in many scripts and are re-spelled at every border: they are
// transliterated to Latin, stripped of marks and Portuguese particles, split into
// tokens without order, and each token is reduced to how it sounds.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "balcao/v1/people.pb.h"
#include "storage/vault/vault.h"

namespace balcao::services {

// Upper case, letters and digits alone.
std::string NormalizeDocument(std::string_view number);

// E.164, with Portugal for numbers without a country; empty when it is none.
std::string NormalizePhone(std::string_view phone);

// The tokens of names, lower-case ASCII, sorted, each once.
std::vector<std::string> NameTokens(std::string_view names);

// All names of a person, a space between them.
std::string NamesOf(const v1::Person& person);

// Names as they are typed: whole tokens, and the one that is being written, which need be
// only the beginning of a name. It is empty after a space and below two letters.
struct NameQuery {
  std::vector<std::string> tokens;
  std::string beginning;
  bool empty() const { return tokens.empty() && beginning.empty(); }
};
NameQuery ParseNames(std::string_view typed);
// Says whether a person with these tokens answers.
bool AnswersNames(const std::vector<std::string>& tokens, const NameQuery& query);

// How a token sounds: a short key that spellings share.
std::string SoundOf(std::string_view token);
// How each token of a person's names sounds.
std::vector<std::string> SoundsOf(const v1::Person& person);

// What stands in the index for a person: values before blinding.
std::vector<std::string> DocumentValues(const v1::Person& person);
std::vector<std::string> PhoneValues(const v1::Person& person);
std::vector<std::string> NameAndBirthValues(const v1::Person& person);  // a token each
std::string ReferenceValue(std::string_view reference);

// All of a person's keys, blinded, each once; and of these the ones that make a
// likely duplicate: documents, telephones, names with the date of birth. Names alone have
// none: they are found in the book of names.
struct PersonKeys {
  std::vector<uint64_t> all;
  std::vector<uint64_t> blocking;
};
PersonKeys BlindKeys(const v1::Person& person, storage::Vault& vault);
uint64_t BlindValue(std::string_view value, storage::Vault& vault);

}  // namespace balcao::services
