// Sealed bytes, wrapped keys and the file of the master key, altered or cut: what was sealed,
// or a refusal, and never a part of it.
#include <sys/stat.h>

#include "storage/vault/cipher.h"
#include "storage/vault/key_wrap.h"
#include "storage/vault/master_key.h"
#include "tests/fuzz/folder.h"
#include "tests/fuzz/input.h"

namespace balcao::fuzz {
namespace {

namespace vault = storage::vault;

const vault::Key& Master() {
  static const vault::Key key = *vault::MakeKey();
  return key;
}

void CheckSeal(Input& input) {
  const std::string plain = input.Piece();
  const std::string place = input.Piece();
  const std::string sealed = *vault::SealWith(Master(), plain, place);
  BALCAO_REQUIRE(*vault::UnsealWith(Master(), sealed, place) == plain);
  const std::string altered = Edited(sealed, input);
  const auto opened = vault::UnsealWith(Master(), altered, place);
  BALCAO_REQUIRE(opened.ok() == (altered == sealed));
  BALCAO_REQUIRE(opened.ok() || absl::IsDataLoss(opened.status()));
  BALCAO_REQUIRE(!vault::UnsealWith(Master(), sealed, place + "x").ok());
}

void CheckWrap(Input& input) {
  const auto id = static_cast<storage::KeyId>(input.Number(8));
  const std::string wrapped = *vault::WrapKey(Master(), id, Master());
  BALCAO_REQUIRE(!vault::UnwrapKey(Master(), id + 1, wrapped).ok());
  BALCAO_REQUIRE(!vault::UnwrapPurposeKey(Master(), storage::Purpose::kBackup, wrapped).ok());
  const std::string altered = Edited(wrapped, input);
  BALCAO_REQUIRE(vault::UnwrapKey(Master(), id, altered).ok() == (altered == wrapped));
  // A key of another length, sealed as one.
  const std::string odd = *vault::SealWith(Master(), altered, "balcao.vault.key|1");
  BALCAO_REQUIRE(vault::UnwrapKey(Master(), 1, odd).ok() == (altered.size() == vault::kKeyBytes));
  BALCAO_REQUIRE(!vault::CheckOpens(Master(), altered, wrapped));
}

void CheckMasterKeyFile(Input& input) {
  static const Folder folder;
  const std::string path = folder / "master.key";
  const std::string bytes = input.Rest();
  WriteBytes(path, bytes);
  BALCAO_REQUIRE(chmod(path.c_str(), 0600) == 0);
  const auto key = vault::ReadMasterKey(path);
  BALCAO_REQUIRE(key.ok() == (bytes.size() == vault::kKeyBytes));
  BALCAO_REQUIRE(!key.ok() || key->view() == bytes);
}

}  // namespace

std::vector<std::string> Seeds() {
  return {std::string("\0", 1) + AsPiece("Maria") + AsPiece("people|1"),
          std::string("\0", 1) + AsPiece("Maria") + AsPiece("people|1") + "\x05\xff",
          std::string("\1\1\0\0\0\0\0\0\0", 9),
          std::string("\1\1\0\0\0\0\0\0\0\x05\x01\x01\x07", 13),
          "\2" + std::string(vault::kKeyBytes, 'k'),
          "\2" + std::string(vault::kKeyBytes - 1, 'k')};
}

}  // namespace balcao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace balcao::fuzz;
  Pick(Input(data, size), {CheckSeal, CheckWrap, CheckMasterKeyFile});
  return 0;
}
