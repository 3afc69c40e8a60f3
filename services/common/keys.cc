#include "services/common/keys.h"

#include <phonenumbers/phonenumberutil.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace balcao::services {
namespace {

constexpr std::string_view kParticles[] = {"a",   "al", "as", "da", "das", "de", "del", "do",
                                           "dos", "e",  "el", "la", "o",   "os", "van", "von"};

bool IsParticle(std::string_view token) {
  constexpr size_t kLongest = 3;
  return token.size() <= kLongest &&
         std::find(std::begin(kParticles), std::end(kParticles), token) != std::end(kParticles);
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

// ICU writes other scripts as scholars do, `Ševčenko` and `Śarmā`; passports write
// `Shevchenko` and `Sharma`, so these letters are spelled out before marks go. A
// Latin name that has them itself loses its marks first.
constexpr char kTransliteration[] = R"(
  :: [:Cyrillic:] Russian-Latin/BGN;
  [\u015b \u1e63] > s;
  :: [[:Devanagari:][:Bengali:][:Gurmukhi:]] Any-Latin;
  [\u015b \u1e63] > sh;
  :: Any-Latin;
  :: Latin-ASCII;
  :: [^[:ASCII:]] Remove;
)";

std::unique_ptr<icu::Transliterator> MakeTransliterator() {
  UErrorCode error = U_ZERO_ERROR;
  UParseError place;
  return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createFromRules(
      "names", icu::UnicodeString::fromUTF8(kTransliteration), UTRANS_FORWARD, place, error));
}

std::string ToLatin(std::string_view text) {
  if (IsAscii(text)) return std::string(text);
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = MakeTransliterator();
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  if (transliterator != nullptr) transliterator->transliterate(unicode);
  std::string latin;
  unicode.toUTF8String(latin);
  return latin;
}

// The common case, without the library: nine digits of the Portuguese plan.
std::string PlainPortuguese(std::string_view phone) {
  if (phone.starts_with("+351")) phone.remove_prefix(4);
  if (phone.size() != 9 || (phone[0] != '9' && phone[0] != '2')) return "";
  if (!std::all_of(phone.begin(), phone.end(),
                   [](char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); })) {
    return "";
  }
  return "+351" + std::string(phone);
}

// The runs of letters, lower case, in their order. An apostrophe is inside a name.
std::vector<std::string> Words(std::string_view latin) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : latin) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalpha(byte)) {
      word.push_back(absl::ascii_tolower(byte));
    } else if (c != '\'' && c != '`') {
      end_word();
    }
  }
  end_word();
  return words;
}

std::string BirthText(const v1::Date& date) {
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::vector<std::string> BirthValues(const v1::Date& date, const std::vector<std::string>& sounds) {
  std::vector<std::string> values;
  if (date.year() == 0) return values;
  const std::string birth = absl::StrCat("birth|", BirthText(date), "|");
  for (const std::string& sound : sounds) values.push_back(birth + sound);
  return values;
}

struct Sound {
  std::string_view spelled;
  std::string_view heard;
};
// In the order in which they are tried; the longest first. An h is mute in Portuguese and written
// for a g elsewhere (`Oleh`, `Oleg`), so that neither is heard.
constexpr Sound kSounds[] = {
    {"tch", "x"}, {"sch", "x"}, {"sh", "x"}, {"ch", "x"}, {"kh", "k"}, {"gh", ""},  {"ph", "f"},
    {"th", "t"},  {"dj", "j"},  {"zh", "j"}, {"lh", "l"}, {"nh", "n"}, {"qu", "k"}, {"ck", "k"},
    {"ce", "s"},  {"ci", "s"},  {"ge", "j"}, {"gi", "j"}, {"ss", "s"}, {"ks", "x"}, {"c", "k"},
    {"q", "k"},   {"z", "s"},   {"y", "i"},  {"w", "u"},  {"v", "u"},  {"h", ""},   {"g", ""},
};

// At the beginning, o and u are one, and e and i.
char FirstVowel(char vowel) {
  if (vowel == 'u') return 'o';
  return vowel == 'i' ? 'e' : vowel;
}

// An f that is written for a v, as v sounds before these and at the end: `Petroff`.
bool MayBeV(std::string_view heard, std::string_view rest) {
  if (heard != "f") return false;
  const size_t next = rest.find_first_not_of('f');
  return next == std::string_view::npos ||
         std::string_view("cksptqx").find(rest[next]) != std::string_view::npos;
}

}  // namespace

std::string NormalizeDocument(std::string_view number) {
  std::string plain;
  for (const char c : number) {
    if (absl::ascii_isalnum(static_cast<unsigned char>(c))) {
      plain.push_back(absl::ascii_toupper(static_cast<unsigned char>(c)));
    }
  }
  return plain;
}

std::string NormalizePhone(std::string_view phone) {
  std::string plain = PlainPortuguese(phone);
  if (!plain.empty()) return plain;
  using i18n::phonenumbers::PhoneNumber;
  using i18n::phonenumbers::PhoneNumberUtil;
  const PhoneNumberUtil& util = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (util.Parse(std::string(phone), "PT", &number) != PhoneNumberUtil::NO_PARSING_ERROR ||
      !util.IsPossibleNumber(number)) {
    return "";
  }
  util.Format(number, PhoneNumberUtil::E164, &plain);
  return plain;
}

std::string NamesOf(const v1::Person& person) {
  std::string names = person.given_name() + " " + person.family_name();
  for (const std::string& other : person.other_names()) names += " " + other;
  return names;
}

std::vector<std::string> NameTokens(std::string_view names) {
  std::vector<std::string> tokens;
  for (std::string& word : Words(ToLatin(names))) {
    if (!IsParticle(word)) tokens.push_back(std::move(word));
  }
  std::sort(tokens.begin(), tokens.end());
  tokens.erase(std::unique(tokens.begin(), tokens.end()), tokens.end());
  return tokens;
}

NameQuery ParseNames(std::string_view typed) {
  constexpr size_t kBeginningMin = 2;
  const std::string latin = ToLatin(typed);
  std::vector<std::string> words = Words(latin);
  NameQuery query;
  if (!words.empty() && absl::ascii_isalpha(static_cast<unsigned char>(latin.back()))) {
    if (words.back().size() >= kBeginningMin) query.beginning = std::move(words.back());
    words.pop_back();
  }
  for (std::string& word : words) {
    if (!IsParticle(word)) query.tokens.push_back(std::move(word));
  }
  return query;
}

bool AnswersNames(const std::vector<std::string>& tokens, const NameQuery& query) {
  const auto sounds_like = [&](const std::string& asked) {
    return std::any_of(tokens.begin(), tokens.end(),
                       [&](const std::string& token) { return SoundOf(token) == SoundOf(asked); });
  };
  if (!std::all_of(query.tokens.begin(), query.tokens.end(), sounds_like)) return false;
  return query.beginning.empty() || sounds_like(query.beginning) ||
         std::any_of(tokens.begin(), tokens.end(),
                     [&](const std::string& token) { return token.starts_with(query.beginning); });
}

std::string SoundOf(std::string_view token) {
  std::string heard;
  const auto hear = [&](std::string_view sound) {
    for (const char c : sound) {
      const bool vowel = std::string_view("aeiou").find(c) != std::string_view::npos;
      if (heard.empty()) {
        heard.push_back(vowel ? FirstVowel(c) : c);
      } else if (!vowel && heard.back() != c) {
        heard.push_back(c);
      }
    }
  };
  while (!token.empty()) {
    const auto rule = std::find_if(std::begin(kSounds), std::end(kSounds), [&](const Sound& sound) {
      return token[0] == sound.spelled[0] && token.starts_with(sound.spelled);
    });
    const bool known = rule != std::end(kSounds);
    const std::string_view sound = known ? rule->heard : token.substr(0, 1);
    token.remove_prefix(known ? rule->spelled.size() : 1);
    hear(MayBeV(sound, token) ? "u" : sound);
  }
  return heard;
}

std::vector<std::string> SoundsOf(const v1::Person& person) {
  std::vector<std::string> sounds = NameTokens(NamesOf(person));
  for (std::string& token : sounds) token = SoundOf(token);
  return sounds;
}

std::vector<std::string> DocumentValues(const v1::Person& person) {
  std::vector<std::string> values;
  for (const v1::IdentityDocument& document : person.documents()) {
    const std::string number = NormalizeDocument(document.number());
    if (!number.empty()) values.push_back("document|" + number);
  }
  return values;
}

std::vector<std::string> PhoneValues(const v1::Person& person) {
  std::vector<std::string> values;
  for (const std::string& phone : person.phones()) {
    const std::string number = NormalizePhone(phone);
    if (!number.empty()) values.push_back("phone|" + number);
  }
  return values;
}

std::vector<std::string> NameAndBirthValues(const v1::Person& person) {
  return BirthValues(person.birth_date(), SoundsOf(person));
}

std::string ReferenceValue(std::string_view reference) {
  return "reference|" + NormalizeDocument(reference);
}

uint64_t BlindValue(std::string_view value, storage::Vault& vault) {
  return vault.Blind(storage::Purpose::kBlindIndex, value);
}

PersonKeys BlindKeys(const v1::Person& person, storage::Vault& vault) {
  PersonKeys keys;
  const std::vector<std::string> sounds = SoundsOf(person);
  const auto add = [&](const std::vector<std::string>& values) {
    for (const std::string& value : values) keys.blocking.push_back(BlindValue(value, vault));
  };
  add(DocumentValues(person));
  add(PhoneValues(person));
  add(BirthValues(person.birth_date(), sounds));
  keys.all = keys.blocking;
  if (!person.reference().empty()) {
    keys.all.push_back(BlindValue(ReferenceValue(person.reference()), vault));
  }
  std::sort(keys.all.begin(), keys.all.end());
  keys.all.erase(std::unique(keys.all.begin(), keys.all.end()), keys.all.end());
  return keys;
}

}  // namespace balcao::services
